import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Says of a part why a rule of the AWS Solutions checks is not for it. Every other finding stops the synthesis. */
export function accept(part: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [rule, reason] of Object.entries(reasons)) {
    Validations.of(part).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
  }
}
