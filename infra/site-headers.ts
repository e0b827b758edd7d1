import { Duration, type Stack } from "aws-cdk-lib";
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { pageHeaders } from "./web-policy.ts";

/** Browsers remember for two years that the site is only ever asked for over an encrypted line. */
const strictTransport = Duration.days(730);

/**
 * What the local server sends with its pages, said to CloudFront: some headers it has words of its own
 * for, and refuses under their names. Only here the line is encrypted, so only here that is promised.
 */
export function addHeaders(stack: Stack, callable: readonly string[]): ResponseHeadersPolicy {
  const {
    "content-security-policy": contentSecurityPolicy,
    "referrer-policy": referrer,
    "x-content-type-options": _nosniff,
    "x-frame-options": frame,
    ...others
  } = pageHeaders(callable);
  const override = true;
  return new ResponseHeadersPolicy(stack, "SiteHeaders", {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override },
      contentTypeOptions: { override },
      frameOptions: { frameOption: HeadersFrameOption[frame], override },
      referrerPolicy: { referrerPolicy: referrers[referrer], override },
      strictTransportSecurity: {
        accessControlMaxAge: strictTransport,
        includeSubdomains: true,
        override,
      },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(others).map(([header, value]) => ({ header, value, override })),
    },
  });
}

const referrers = { "no-referrer": HeadersReferrerPolicy.NO_REFERRER } as const;
