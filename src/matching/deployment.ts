import {
  type DeploymentCode,
  deploymentName,
  isDeployment,
  sayDeployment,
} from "../taxonomy/deployments.ts";
import { halfway } from "./weights.ts";

/** What may do for who wants it otherwise, or may not: whose the machine is, only its provider can tell. */
const nearly: Readonly<Record<DeploymentCode, readonly DeploymentCode[]>> = {
  on_premises: ["private_cloud", "device"],
  private_cloud: ["on_premises"],
  saas: ["private_cloud"],
  device: [],
};

/** Nothing where one of the two says nothing of where it is to run. */
export function deploymentShare(
  wanted: string | undefined,
  stated: readonly string[],
): number | undefined {
  if (wanted === undefined || stated.length === 0) return undefined;
  if (stated.includes(wanted)) return 1;
  return nearlyIn(wanted, stated) === undefined ? 0 : halfway;
}

function nearlyIn(wanted: string, stated: readonly string[]): DeploymentCode | undefined {
  return isDeployment(wanted) ? nearly[wanted].find((code) => stated.includes(code)) : undefined;
}

const does: Readonly<Record<DeploymentCode, string>> = {
  saas: "是云端的，开网页或手机就能用",
  on_premises: "可以装在您自己厂里",
  private_cloud: "可以放在专用的云上",
  device: "随设备一起，不用另外装",
};

/** In words of ours, for whom its owner told where it is to run. */
export function sayWhere(wanted: string | undefined, stated: readonly string[]): string {
  if (wanted === undefined) return "您没有说安装方式，按中间分计";
  if (stated.length === 0) return "没有写明安装方式，要先问清楚（按中间分计）";
  if (!isDeployment(wanted)) return `写明的是「${sayDeployment(stated)}」`;
  if (stated.includes(wanted)) return does[wanted];
  const close = nearlyIn(wanted, stated);
  if (wanted !== "on_premises")
    return `写明的只有「${sayDeployment(stated)}」，不是「${deploymentName(wanted)}」`;
  if (close === "private_cloud") return "写明可以放在专用的云上，数据在不在您厂里要问清楚";
  return close === "device"
    ? "写明随设备一起，数据留不留在您厂里要问清楚"
    : "写明的只有云端的，数据不在您厂里";
}
