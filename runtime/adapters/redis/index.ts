export { redisCommands, type RedisOptions } from "./redis-commands.ts";
