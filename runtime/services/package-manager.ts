import { withFileLock } from "./file-lock.ts";
import type { Machine } from "./machine.ts";
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
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
  let output = "";
  // Fresh containers come without package lists; where there are some, fetching them again only costs time.
  for (const isUpdated of [false, true]) {
    if (isUpdated) {
      machine.log("fetching the package lists with apt-get …");
      await apt("update");
    }
    for (const name of packages.apt) {
      machine.log(`installing ${name} with apt-get …`);
      const result = await apt("install", "--no-install-recommends", name);
      if (result.exitCode === 0) return;
      output = result.output;
    }
  }
  throw new ServiceError(`apt-get could not install ${packages.title}:\n${lastLines(output)}`, {
    remedy: packages.remedy,
  });
}

/** What comes before a command that needs root; `undefined` when that would ask for a password. */
async function rootPrefix(machine: Machine): Promise<readonly string[] | undefined> {
  if (machine.uid === 0) return [];
  const sudo = await machine.findProgram(["sudo"]);
  if (sudo === undefined) return undefined;
  try {
    return (await machine.run(sudo, ["-n", "true"])).exitCode === 0
      ? [sudo, "-n", "--preserve-env=DEBIAN_FRONTEND"]
      : undefined;
  } catch (error) {
    machine.log(`sudo does not work: ${messageOf(error)}`);
    return undefined;
  }
}
