import { CfnOutput, Stack } from "aws-cdk-lib";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import type { Deployment } from "./deployment.ts";
import { addTags } from "./tags.ts";

/** How often one network may ask for pages in five minutes. */
const mostInFiveMinutes = 2000;

/**
 * A firewall for the site. It is a stack of its own, because CloudFront takes firewalls from us-east-1
 * alone; its ARN is then named in `cdk.json` as `site.webAclArn`. No firewall can stand before an HTTP
 * API: there the gateway's throttle and the limits by cost in `src/graphql/rate` hold.
 */
export class FirewallStack extends Stack {
  constructor(scope: Construct, name: string, deployment: Deployment) {
    super(scope, `${name}-edge`, {
      description: "A firewall for the static site of Corehours.",
      env: { region: "us-east-1" },
    });
    const acl = new CfnWebACL(this, "Firewall", {
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      visibilityConfig: seen("Firewall"),
      rules: [
        {
          name: "TooOften",
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: mostInFiveMinutes, aggregateKeyType: "IP" } },
          visibilityConfig: seen("TooOften"),
        },
        managed(1, "AWSManagedRulesAmazonIpReputationList"),
        managed(2, "AWSManagedRulesKnownBadInputsRuleSet"),
      ],
    });
    addTags(this, name, deployment);
    new CfnOutput(this, "WebAclArn", { value: acl.attrArn });
  }
}

/** Counted, but no request is kept as a sample: it would hold somebody's address. */
const seen = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: false,
});

const managed = (priority: number, name: string) => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
  visibilityConfig: seen(name),
});
