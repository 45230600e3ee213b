/** Where a worker dies: just before an arrow arrives, or when its answer is there. */
export interface DeathPoint {
  readonly when: "before" | "after";
  readonly arrow: string;
  /** At which time in the process's life the arrow is deadly. */
  readonly crossing: number;
}

const workflowArrows: readonly (readonly [string, number?])[] = [
  ["KafkaListener → Handler: eventToEntity"],
  ["Handler → UserRepo: persistUser"],
  ["UserRepo → DB: insertUserAndEventLog"],
  ["UserRepo → ActionStore: addRegisterAction"],
  ["ActionStore → DB: insertRequiredActions"],
  ["Handler → DB: pendingActions"],
  ["Handler → MinioSvc: minioAddUserCompletableFuture"],
  ["Handler → ActionStore: updateTask", 1],
  ["ActionStore → DB: updateRequiredAction", 1],
  ["Handler → MinioSvc: createObjectPathCompletableFuture"],
  ["Handler → ActionStore: updateTask", 2],
  ["ActionStore → DB: updateRequiredAction", 2],
  ["Handler → UserRepo: updateUser"],
  ["UserRepo → DB: updateUserEntity"],
  ["Handler → KafkaListener: acknowledge"],
];

const contentArrows: readonly (readonly [string, number?])[] = [
  ["Consumer → Handler: onContentCreated"],
  ["Handler → Repo: updateContentImages"],
  ["Repo → DB: query"],
  ["Handler → Cache: del"],
];

const pointsOf = (arrows: readonly (readonly [string, number?])[]): readonly DeathPoint[] =>
  arrows.flatMap(([arrow, crossing = 1]) =>
    (["before", "after"] as const).map((when) => ({ when, arrow, crossing })),
  );

export const workflowPoints = pointsOf(workflowArrows);
export const contentPoints = pointsOf(contentArrows);
