import { useState } from "react";
import { Client, cacheExchange, fetchExchange, Provider } from "urql";
import { Bank } from "./bank.tsx";

/*
 * A worked example: the least that a community needs of a page of its own. It signs in, finds an
 * offer, asks for it, and follows it until the hours have moved.
 */

/** Each request carries the token; what one person was told is not kept for the next. */
const clientFor = (token: string) =>
  new Client({
    url: "/graphql",
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
    exchanges: [cacheExchange, fetchExchange],
    requestPolicy: "cache-and-network",
  });

/** Where people really sign in, an identity provider gives the token. */
async function tokenOf(persona: string): Promise<string> {
  const answer = await fetch("/token", { method: "POST", body: JSON.stringify({ persona }) });
  const { token } = await answer.json();
  return token;
}

export function App() {
  const [client, setClient] = useState<Client>();
  return (
    <>
      <h1>Our time bank</h1>
      <form
        action={async (form) => setClient(clientFor(await tokenOf(String(form.get("name") ?? ""))))}
      >
        <label>
          Your name <input name="name" required />
        </label>
        <button type="submit">Sign in</button>
      </form>
      {client ? (
        <Provider value={client}>
          <Bank />
        </Provider>
      ) : null}
    </>
  );
}
