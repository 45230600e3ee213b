/** The same for `user_id`, `userId` and `userid`: PostgreSQL folds names that are not quoted to lower case. */
export function foldedName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
