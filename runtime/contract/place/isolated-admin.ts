import type { MinioAdmin } from "../../ports/minio-admin.ts";

/** The same administration; disposing removes the accounts that were made through it. */
export function isolatedAdmin(admin: MinioAdmin): AsyncDisposable & { readonly admin: MinioAdmin } {
  const accounts = new Set<string>();
  return {
    admin: {
      async addUser(accessKey, secretKey, options) {
        if ((await admin.userInfo(accessKey)) === undefined) accounts.add(accessKey);
        await admin.addUser(accessKey, secretKey, options);
      },
      userInfo: (accessKey) => admin.userInfo(accessKey),
      setUserStatus: (accessKey, status) => admin.setUserStatus(accessKey, status),
      removeUser: (accessKey) => admin.removeUser(accessKey),
      addPolicy: (name, document) => admin.addPolicy(name, document),
      setUserPolicy: (accessKey, policy) => admin.setUserPolicy(accessKey, policy),
    },
    async [Symbol.asyncDispose]() {
      for (const account of accounts) await admin.removeUser(account);
    },
  };
}
