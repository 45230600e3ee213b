import { FatalError, RetryableError } from "../../errors/errors.ts";
import type { MinioAdmin, MinioUserInfo } from "../../ports/minio-admin.ts";
import { quote } from "../../model/quote.ts";
import { type AdminCall, adminCaller } from "./admin-caller.ts";
import { checkedAccessKey, checkedPolicyName, checkedSecretKey } from "./checked-name.ts";
import { encryptData } from "./encrypt-data.ts";
import type { MinioConnection } from "./minio-connection.ts";

export interface MinioAdminOptions extends MinioConnection {
  /** How long a call may take. Default: 10,000 ms. */
  readonly timeoutMs?: number;
  /** The time that calls are signed with, in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Administration of a MinIO server, with the credentials of one of its administrators. Needs no client library: the
 * calls are encrypted and signed with Node's own cryptography. Every call may be repeated.
 */
export function minioAdmin(options: MinioAdminOptions): MinioAdmin {
  const send = adminCaller(options);

  const sendAndIgnore = async (call: AdminCall): Promise<void> => void (await send(call));

  return {
    async addUser(accessKey, secretKey, { status = "enabled" } = {}) {
      const call = {
        method: "PUT",
        path: "add-user",
        parameters: { accessKey: checkedAccessKey(accessKey) },
        attempted: `add user ${quote(accessKey)}`,
      } as const;
      // Without a status the server would create the user disabled.
      const user = JSON.stringify({ secretKey: checkedSecretKey(secretKey), status });
      await send({ ...call, body: await encryptData(options.secretKey, Buffer.from(user)) });
    },

    async userInfo(accessKey) {
      const attempted = `show user ${quote(accessKey)}`;
      const body = await send({
        method: "GET",
        path: "user-info",
        parameters: { accessKey: checkedAccessKey(accessKey) },
        attempted,
        absentIsFine: true,
      });
      return body === undefined ? undefined : userInfo(body, attempted);
    },

    setUserStatus: async (accessKey, status) =>
      sendAndIgnore({
        method: "PUT",
        path: "set-user-status",
        parameters: { accessKey: checkedAccessKey(accessKey), status },
        attempted: `set user ${quote(accessKey)} to ${status}`,
      }),

    removeUser: async (accessKey) =>
      sendAndIgnore({
        method: "DELETE",
        path: "remove-user",
        parameters: { accessKey: checkedAccessKey(accessKey) },
        attempted: `remove user ${quote(accessKey)}`,
        absentIsFine: true,
      }),

    addPolicy: async (name, document) =>
      sendAndIgnore({
        method: "PUT",
        path: "add-canned-policy",
        parameters: { name: checkedPolicyName(name) },
        attempted: `add policy ${quote(name)}`,
        body: policyDocument(name, document),
      }),

    setUserPolicy: async (accessKey, policy) =>
      sendAndIgnore({
        method: "PUT",
        path: "set-user-or-group-policy",
        parameters: {
          policyName: checkedPolicyName(policy),
          userOrGroup: checkedAccessKey(accessKey),
          isGroup: "false",
        },
        attempted: `give user ${quote(accessKey)} the policy ${quote(policy)}`,
      }),
  };
}

function policyDocument(name: string, document: object): Uint8Array<ArrayBuffer> {
  try {
    return Buffer.from(JSON.stringify(document));
  } catch (error) {
    throw new FatalError(`policy ${quote(name)} is not JSON`, { cause: error });
  }
}

function userInfo(body: string, attempted: string): MinioUserInfo {
  let info: Readonly<Record<string, unknown>>;
  try {
    info = { ...(JSON.parse(body) as object) };
  } catch (error) {
    // Not MinIO's answer: something in between, such as a proxy, has answered with a success.
    throw new RetryableError(`MinIO was asked to ${attempted} and the answer was not JSON`, { cause: error });
  }
  const { status, policyName, memberOf } = info;
  return {
    status: status === "enabled" ? "enabled" : "disabled",
    policy: typeof policyName === "string" && policyName !== "" ? policyName : undefined,
    groups: Array.isArray(memberOf) ? memberOf.filter((group) => typeof group === "string") : [],
  };
}
