import { system } from "../../generated/content-이미지생성요청/wiring.gen.ts";
import { imageMutants } from "./image.mutants.ts";
import { catchesEachOf } from "./system-mutant.ts";

catchesEachOf("content-이미지생성요청", system, imageMutants);
