import semver, { type ReleaseType } from 'semver';
import { newestSection } from './changelog.ts';
import { type Impact, impactOf, type ReportedChange } from './report.ts';

export interface Question {
  /** The version of the last release; undefined before the first. */
  released: string | undefined;
  /** `info.version` of the contract. */
  version: string;
  packageVersion: string;
  /** The text of CHANGELOG.md. */
  changelog: string;
  /** What changed since the last release. */
  changes: readonly ReportedChange[];
}

export interface Decision {
  /** What stops the change, a sentence each; empty where nothing does. */
  problems: string[];
  /** The lowest version that the changes may be released as; the last one where nothing changed. */
  needed: string | undefined;
}

const STEP: Record<Impact, ReleaseType> = { major: 'major', code: 'minor', minor: 'minor', patch: 'patch' };

const WHY: Record<Impact, string> = {
  major: 'A breaking change needs a new major version',
  code: 'A change that breaks generated code needs a new minor version',
  minor: 'An addition needs a new minor version',
  patch: 'A change of the text needs a new patch version',
};

/**
 * Whether the contract may go on as it is. While its version is that of the last release, which is how one works towards
 * the next, only breaking changes stop it; once the version is raised it must be raised far enough.
 */
export function decide({ released, version, packageVersion, changelog, changes }: Question): Decision {
  const impact = impactOf(changes);
  const needed = released && impact ? (semver.inc(released, STEP[impact]) ?? undefined) : released;
  const problems = [...versionProblems(version, packageVersion, changelog)];
  if (released === undefined || !isPlain(version)) return { problems, needed };

  const breaking = changes.filter((change) => change.impact === 'major').length;
  if (semver.lt(version, released)) {
    problems.push(`info.version is ${version}, lower than ${released}, which is released: raise it.`);
  } else if (version === released && breaking > 0) {
    const what = breaking === 1 ? '1 change breaks consumers' : `${breaking} changes break consumers`;
    problems.push(
      `${what} of ${released}: take it back, or declare it by making info.version ${needed} and saying in CHANGELOG.md what to do.`,
    );
  } else if (version !== released && impact && needed && semver.lt(version, needed)) {
    problems.push(`${WHY[impact]}: info.version is ${version}, make it ${needed}.`);
  }
  return { problems, needed };
}

/** What the three places that name the version must agree about. */
function versionProblems(version: string, packageVersion: string, changelog: string): string[] {
  const section = newestSection(changelog);
  const problems: string[] = [];
  if (!isPlain(version)) {
    problems.push(`info.version is ${version}: releases have three numbers and no more, such as 1.4.0.`);
  }
  if (packageVersion !== version) {
    problems.push(`package.json has version ${packageVersion}, info.version is ${version}: make them agree.`);
  }
  if (section?.version !== version) {
    const found = section ? `is ${section.version}` : 'is missing';
    problems.push(`The newest version heading of CHANGELOG.md ${found}, info.version is ${version}: make them agree.`);
  } else if (section.text === '') {
    problems.push(
      `CHANGELOG.md says nothing under ${version}: say what changed for consumers, and what to do about it.`,
    );
  }
  return problems;
}

function isPlain(version: string): boolean {
  return semver.valid(version) === version && semver.prerelease(version) === null;
}
