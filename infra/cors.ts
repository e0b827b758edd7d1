/**
 * What browsers on other sites may send. The HTTP API and the local server are set up from here,
 * because the HTTP API ignores whatever a function says about it.
 */
export const cors = {
  methods: ["POST"],
  headers: ["authorization", "content-type", "corehours-reason"],
  /** What pages of other sites may read of an answer beside its body. */
  exposed: ["ratelimit", "ratelimit-policy", "retry-after"],
  maxAgeSeconds: 3600,
} as const;
