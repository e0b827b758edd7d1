import { describe, expect, it } from "vitest";
import settings from "../../cdk.json" with { type: "json" };
import { deploymentWith } from "./stacks.ts";

const { cognito } = settings.context.deployments.live.signIn;
const prefixed = (prefix: string) => ({ signIn: { cognito: { ...cognito, prefix } } });
const certified = (certificateArn: string) => ({
  domain: { name: "api.example.org", certificateArn },
});

/* What AWS would refuse only in the middle of a deployment, or take and never find the same. */
describe("a mistake in what a deployment says", () => {
  it.each([
    ["a prefix that ends with a hyphen", prefixed("marlshire-"), "prefix"],
    ["a prefix with a word that AWS keeps for itself", prefixed("my-cognito"), "prefix"],
    ["an origin with a path", { webOrigins: ["https://www.example.org/"] }, "webOrigins"],
    [
      "the API's certificate in another region",
      certified("arn:aws:acm:us-east-1:111122223333:certificate/a"),
      "domain",
    ],
    ["a version of the secret that is none", { secretVersion: "2" }, "secretVersion"],
    ["a word that nobody knows", { regoin: "eu-west-2" }, "regoin"],
  ])("stops the synthesis, and is named: %s", (_case, wish, place) => {
    expect(() => deploymentWith("live", wish)).toThrow(place);
  });

  it("is not what a deployment may well say", () => {
    const wish = {
      ...prefixed("marlshire-time-bank"),
      ...certified("arn:aws:acm:eu-west-2:111122223333:certificate/a"),
      webOrigins: ["http://localhost:4000", "https://www.example.org:8443"],
    };
    expect(deploymentWith("live", wish)).toMatchObject({ webOrigins: wish.webOrigins });
  });
});
