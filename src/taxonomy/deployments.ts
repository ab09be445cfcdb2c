/** Where software runs, in words that an owner says. All call it 安装方式. */
export const deployments = [
  { code: "saas", name: "云端的，开网页或手机就能用" },
  { code: "on_premises", name: "装在自己厂里" },
  { code: "private_cloud", name: "专用的云" },
  { code: "device", name: "随设备一起" },
] as const;

/** For the API's document. */
export const aboutDeployment = `安装方式, where it runs: ${deployments.map(({ code }) => code).join(", ")}`;

type Deployment = (typeof deployments)[number];
export type DeploymentCode = Deployment["code"];

export function isDeployment(code: string): code is DeploymentCode {
  return deployments.some((one) => one.code === code);
}

/** An unknown code is shown as it is. */
export function deploymentName(code: string): string {
  return deployments.find((one) => one.code === code)?.name ?? code;
}

export function sayDeployment(codes: readonly string[]): string {
  return [...new Set(codes.map(deploymentName))].join("；");
}
