import {
  type CryptoKey,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  SignJWT,
} from "jose";

/**
 * The local issuer's name. It holds no port, because people are known by issuer and subject
 * together and must stay the same people when the server moves to another port.
 */
export const localIssuer = "http://localhost/corehours";
export const localAudience = "corehours";

const algorithm = "ES256";
const lifetimeSeconds = 3600;

/** Somebody a visitor can be, in a few words who that is, and the hub of a member. */
export type Persona = { readonly id: string; readonly who: string; readonly hub?: string };

/** Signs tokens as a real identity provider would, for anybody who asks: for this machine only. */
export type Issuer = {
  /** What the world may know of the keys. */
  readonly publicKeys: JSONWebKeySet;
  /** The public keys in the form the API verifies with. */
  readonly keys: JWTVerifyGetKey;
  /** A token for a persona, valid for an hour from that moment. */
  readonly sign: (persona: string, at: string) => Promise<string>;
  /** The same for a machine, as the client credentials grant gives it; `scope` narrows it. */
  readonly signClient: (clientId: string, at: string, scope?: string) => Promise<string>;
};

/** A new private key, as data that can be kept in a file. */
export async function newKey(): Promise<JWK> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  return { ...(await exportJWK(pair.privateKey)), kid: "local", alg: algorithm, use: "sig" };
}

export async function createIssuer(key: JWK): Promise<Issuer> {
  const privateKey = await importJWK(key, algorithm);
  const { d: _secret, ...publicKey } = key;
  const publicKeys: JSONWebKeySet = { keys: [publicKey] };
  return {
    publicKeys,
    keys: createLocalJWKSet(publicKeys),
    sign: (persona, at) => sign(privateKey, { sub: persona }, at),
    signClient: (clientId, at, scope) => {
      const narrowed = scope === undefined ? {} : { scope };
      return sign(privateKey, { sub: clientId, client_id: clientId, ...narrowed }, at);
    },
  };
}

function sign(key: CryptoKey | Uint8Array, claims: JWTPayload, moment: string) {
  const at = Math.floor(Date.parse(moment) / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, kid: "local", typ: "JWT" })
    .setIssuer(localIssuer)
    .setAudience(localAudience)
    .setIssuedAt(at)
    .setExpirationTime(at + lifetimeSeconds)
    .sign(key);
}
