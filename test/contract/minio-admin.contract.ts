import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { FatalError } from "../../runtime/errors/errors.ts";
import type { MinioAdmin } from "../../runtime/ports/minio-admin.ts";

/** What every `MinioAdmin` promises. */
export function minioAdminContract(name: string, open: () => MinioAdmin): void {
  describe(`${name} as MinIO administration`, () => {
    const admin = open();
    let user: string;

    beforeEach(() => {
      user = `user-${randomUUID()}`;
      return async () => admin.removeUser(user);
    });

    test("a new user is enabled and has no policy", async () => {
      expect(await admin.userInfo(user)).toBe(undefined);
      await admin.addUser(user, "a-long-secret");
      expect(await admin.userInfo(user)).toEqual({ status: "enabled", policy: undefined, groups: [] });
    });

    test("adding a user again succeeds, and gives the new status", async () => {
      await admin.addUser(user, "a-long-secret");
      await admin.addUser(user, "a-long-secret");
      expect(await admin.userInfo(user)).toMatchObject({ status: "enabled" });
      await admin.addUser(user, "a-long-secret", { status: "disabled" });
      expect(await admin.userInfo(user)).toMatchObject({ status: "disabled" });
    });

    test("a user's status can be changed, again and again", async () => {
      await admin.addUser(user, "a-long-secret");
      for (const status of ["disabled", "disabled", "enabled"] as const) {
        await admin.setUserStatus(user, status);
        expect(await admin.userInfo(user)).toMatchObject({ status });
      }
    });

    test("a user who is removed is gone, and may be removed again", async () => {
      await admin.addUser(user, "a-long-secret");
      await admin.removeUser(user);
      expect(await admin.userInfo(user)).toBe(undefined);
      await admin.removeUser(user);
    });

    test("a user has the policy given last", async () => {
      const policy = `policy-${randomUUID()}`;
      const document = {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::some/*"] }],
      };
      await admin.addPolicy(policy, document);
      await admin.addPolicy(policy, document);
      await admin.addUser(user, "a-long-secret");
      await admin.setUserPolicy(user, "readonly");
      await admin.setUserPolicy(user, policy);
      await admin.setUserPolicy(user, policy);
      expect(await admin.userInfo(user)).toMatchObject({ policy });
    });

    test("what is asked of a missing user or policy is fatal", async () => {
      await expect(admin.setUserStatus(user, "enabled")).rejects.toThrow("XMinioAdminNoSuchUser");
      await expect(admin.setUserPolicy(user, "readonly")).rejects.toThrow(FatalError);
      await admin.addUser(user, "a-long-secret");
      await expect(admin.setUserPolicy(user, "no-such-policy")).rejects.toThrow("XMinioAdminNoSuchPolicy");
      await expect(admin.addPolicy(`policy-${user}`, { not: "a policy" })).rejects.toThrow(FatalError);
    });

    test.each(["a b", "a+b&c?d#e", "%41bc", "a*b'()!~", "한국어 사용자", "😀😀😀", "a@example.com", "a:b;c"])(
      "an access key may have any visible characters: %s",
      async (odd) => {
        const accessKey = `${odd}-${user}`;
        await admin.addUser(accessKey, "a-long-secret");
        await admin.setUserStatus(accessKey, "disabled");
        expect(await admin.userInfo(accessKey)).toMatchObject({ status: "disabled" });
        await admin.removeUser(accessKey);
        expect(await admin.userInfo(accessKey)).toBe(undefined);
      },
    );

    test.each([
      "",
      "ab",
      "a=b",
      "a,b",
      " abc",
      "abc ",
      "a/b",
      "../abc",
      "a\\b",
      "ab\0c",
      "ab\nc",
      "abc\ud800",
      "abc\u202e",
      "x".repeat(201),
    ])(
      "an access key that MinIO would refuse or mix up is refused with the reason: %j",
      async (accessKey) => {
        for (const refused of [
          admin.addUser(accessKey, "a-long-secret"),
          admin.userInfo(accessKey),
          admin.removeUser(accessKey),
          admin.setUserStatus(accessKey, "enabled"),
          admin.setUserPolicy(accessKey, "readonly"),
        ]) {
          await expect(refused).rejects.toThrow(FatalError);
          await expect(refused).rejects.toThrow("cannot be a MinIO access key: it");
        }
      },
    );

    test("a policy name that means several, none or another is refused", async () => {
      for (const name of ["", "readonly,writeonly", "a/b", "..", " a"]) {
        await expect(admin.setUserPolicy(user, name)).rejects.toThrow("cannot be a MinIO policy name");
        await expect(admin.addPolicy(name, {})).rejects.toThrow("cannot be a MinIO policy name");
      }
    });

    test("a secret that is too short is refused, and never shown", async () => {
      const error: unknown = await admin.addUser(user, "s3cr3t").catch((failure: unknown) => failure);
      expect(error).toBeInstanceOf(FatalError);
      expect(String(error)).not.toContain("s3cr3t");
    });
  });
}
