/**
 * What the static pages may do in a browser: run their own scripts, and ask their own site and whoever
 * is named as `callable`. The local server names nobody, the cloud names the API and the issuer. Styles
 * may stand inline, because the editor makes them as it runs; scripts may not.
 */
const contentPolicy = (callable: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `connect-src ${["'self'", ...callable].join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** What a page may ask of the machine it is shown on: nothing. */
const permissionsPolicy = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "usb",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** Sent with each page and file, by the local server and in the cloud alike. */
export const pageHeaders = (callable: readonly string[] = []) =>
  ({
    "content-security-policy": contentPolicy(callable),
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": permissionsPolicy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  }) as const;

/** Names of built files hold a hash of what is in them, so they can be kept for ever. */
export const forEver = "/assets/";
export const isForEver = (path: string): boolean => path.startsWith(forEver);
