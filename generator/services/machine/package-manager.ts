import { withFileLock } from "./file-lock.ts";
import type { Machine, RunResult } from "./machine.ts";
import { messageOf, ServiceError } from "./service-error.ts";
import { lastLines } from "./log-tail.ts";

/** What to install, by package manager. The first of several apt packages that exists is enough. */
export interface Packages {
  readonly title: string;
  readonly apt: readonly string[];
  readonly brew: string;
  /** What the user can do when neither works. */
  readonly remedy: string;
}

/** Installs a package if that works without asking anybody anything, and otherwise says what to do. */
export async function installPackage(packages: Packages, machine: Machine): Promise<void> {
  const { title, remedy } = packages;
  const brew = machine.platform === "darwin" ? await machine.findProgram(["brew"]) : undefined;
  if (brew !== undefined) {
    machine.log(`installing ${packages.brew} with Homebrew …`);
    const { exitCode, output } = await machine.run(brew, ["install", packages.brew], {
      env: { HOMEBREW_NO_AUTO_UPDATE: "1", HOMEBREW_NO_ENV_HINTS: "1" },
    });
    if (exitCode === 0) return;
    throw new ServiceError(`Homebrew could not install ${packages.brew}:\n${lastLines(output)}`, { remedy });
  }
  const aptGet = await machine.findProgram(["apt-get"]);
  if (aptGet === undefined) {
    throw new ServiceError(
      `${title} is not on this machine, and there is no apt-get or brew to install it.`,
      {
        remedy,
      },
    );
  }
  const prefix = await rootPrefix(machine);
  if (prefix === undefined) {
    throw new ServiceError(
      `${title} is not on this machine, and installing it needs root or passwordless sudo.`,
      {
        remedy,
      },
    );
  }
  await withFileLock(
    `${machine.cacheFolder}/apt.lock`,
    () => aptInstall([...prefix, aptGet], packages, machine),
    {
      signal: machine.signal,
    },
  );
}

async function aptInstall(aptGet: readonly string[], packages: Packages, machine: Machine): Promise<void> {
  const [program = "", ...prefix] = aptGet;
  // Another apt may be at work, such as the unattended upgrades of a machine that has just started.
  const apt = (...args: readonly string[]) =>
    machine.run(program, [...prefix, "-o", "DPkg::Lock::Timeout=300", "-q", "-y", ...args], {
      env: { DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" },
    });
  const update = async (): Promise<void> => {
    machine.log("fetching the package lists with apt-get …");
    await apt("update");
  };
  const install = async (): Promise<RunResult> => {
    let result: RunResult = { exitCode: 1, output: "" };
    for (const name of packages.apt) {
      machine.log(`installing ${name} with apt-get …`);
      result = await apt("install", "--no-install-recommends", name);
      if (result.exitCode === 0 || !isUnknown.test(result.output)) break;
    }
    return result;
  };
  // Fresh containers come without package lists. Where there are some, fetching them again costs time, and is only
  // worth it when they turn out to be out of date.
  const hasLists = (await machine.listFolder("/var/lib/apt/lists")).some((name) => name.includes("_dists_"));
  if (!hasLists) await update();
  let result = await install();
  if (result.exitCode !== 0 && hasLists) {
    await update();
    result = await install();
  }
  if (result.exitCode !== 0) {
    throw new ServiceError(`apt-get could not install ${packages.title}:\n${lastLines(result.output)}`, {
      remedy: packages.remedy,
    });
  }
}

/** What apt-get says, in the language of `LC_ALL=C`, when there is no such package in its lists. */
const isUnknown = /Unable to locate package|has no installation candidate/;

/** What comes before a command that needs root; `undefined` when that would ask for a password. */
async function rootPrefix(machine: Machine): Promise<readonly string[] | undefined> {
  if (machine.uid === 0) return [];
  const sudo = await machine.findProgram(["sudo"]);
  if (sudo === undefined) return undefined;
  try {
    return (await machine.run(sudo, ["-n", "true"])).exitCode === 0
      ? [sudo, "-n", "--preserve-env=DEBIAN_FRONTEND,LC_ALL"]
      : undefined;
  } catch (error) {
    machine.log(`sudo does not work: ${messageOf(error)}`);
    return undefined;
  }
}
