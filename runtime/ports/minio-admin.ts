/** The administration of a MinIO server: who may use it, and for what. */
export interface MinioAdmin {
  /** Creates the user, or gives an existing one this secret and status. */
  addUser(accessKey: string, secretKey: string, options?: AddUserOptions): Promise<void>;
  /** Resolves to `undefined`, never throws, when there is no such user. */
  userInfo(accessKey: string): Promise<MinioUserInfo | undefined>;
  setUserStatus(accessKey: string, status: MinioUserStatus): Promise<void>;
  /** Succeeds when the user is already gone. */
  removeUser(accessKey: string): Promise<void>;
  /** Creates or replaces a policy; `document` is an IAM policy as an object. */
  addPolicy(name: string, document: object): Promise<void>;
  /** The user has exactly this policy afterwards. */
  setUserPolicy(accessKey: string, policy: string): Promise<void>;
}

export type MinioUserStatus = "enabled" | "disabled";

export interface AddUserOptions {
  /** Default: `enabled`. */
  readonly status?: MinioUserStatus;
}

export interface MinioUserInfo {
  readonly status: MinioUserStatus;
  readonly policy: string | undefined;
  readonly groups: readonly string[];
}
