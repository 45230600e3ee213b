/** Real servers for tests, demonstrations and `seqwright services`. */
export { privateServices } from "./private-services.ts";
export { ServiceError } from "./machine/service-error.ts";
export { serviceStatus, type ServiceStatus } from "./service-status.ts";
export {
  serviceNames,
  type Service,
  type ServiceAddresses,
  type ServiceName,
  type ServiceOrigin,
  type Services,
} from "./servers/service.ts";
export { startServices, type StartServicesOptions } from "./start-services.ts";
export { stopServices, type StoppedService, type StopServicesOptions } from "./stop-services.ts";
