/** Names of those who act from outside. */
export const outsider =
  /\b(client|user|browser|frontend|front-end|customer|mobile|app|web ?ui|admin|operator|scheduler|cron|timer|listener|consumer|subscriber|trigger)\b|사용자|클라이언트|고객|유저|리스너|컨슈머|ユーザー?/iu;

/** Names of things that work with a technology, rather than being it. */
export const worker =
  /\b(service|handler|controller|consumer|listener|worker|processor|publisher|producer|manager|engine)\b/iu;
