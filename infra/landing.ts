import { readdirSync, readFileSync } from "node:fs";
import type { ISource } from "aws-cdk-lib/aws-s3-deployment";
import { Source } from "aws-cdk-lib/aws-s3-deployment";

/** The whole schema as one text, which every GraphQL program takes. It is the manual, too. */
export function wholeSchema(folder = new URL("../schema/", import.meta.url)): string {
  const files = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
  return files
    .sort()
    .map((name) => readFileSync(new URL(name, folder), "utf8").trim())
    .join("\n\n")
    .concat("\n");
}

/** A page without a line of script: where the API is, how to ask it, and its schema to take away. */
export const landingPage = (graphqlUrl: string, signInUrl: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Corehours: a time bank</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<main>
<h1>Corehours</h1>
<p>A time bank. An hour of anyone's help earns one credit; credits are spent on help from anyone else.</p>
<h2>Ask it</h2>
<p>This is its address, for programs that speak GraphQL:</p>
<pre tabindex="0">${graphqlUrl}</pre>
<p>What anybody may know, without signing in:</p>
<pre tabindex="0">curl ${graphqlUrl} -H 'content-type: application/json' \\
  -d '{"query":"{ areas { nodes { name } } }"}'</pre>
<h2>Read it</h2>
<p><a href="/schema.graphql">The whole schema</a> describes every question and every answer in a sentence.
Most GraphQL programs can open it.</p>
<h2>Sign in</h2>
<p>People sign in at <code>${signInUrl}</code>, with a name that the time bank gave them.
Programs find what they need for that in <a href="/settings.json">the settings</a>.</p>
</main>
</body>
</html>
`;

const style = `:root{color-scheme:light dark;font:1.125rem/1.6 system-ui,sans-serif}
main{max-width:42rem;margin:0 auto;padding:1.5rem}
pre{overflow-x:auto;padding:1rem;border:1px solid}
a:focus-visible,pre:focus-visible{outline:3px solid;outline-offset:2px}
`;

/** What stands on the site as long as a deployment names no folder of its own. */
export const landingSources = (graphqlUrl: string, signInUrl: string): readonly ISource[] => [
  Source.data("index.html", landingPage(graphqlUrl, signInUrl)),
  Source.data("page.css", style),
  Source.data("schema.graphql", wholeSchema()),
];
