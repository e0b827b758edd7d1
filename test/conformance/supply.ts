/** What package.json says, as far as it matters here. */
export type Manifest = {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
  readonly overrides?: Versions;
  /** Packages that want to run something when they are installed, and whether they may. */
  readonly allowScripts?: { readonly [name: string]: boolean };
};
type Versions = { readonly [name: string]: string };

export type Lock = {
  readonly lockfileVersion: number;
  readonly packages: { readonly [folder: string]: Locked };
};
type Locked = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  /** Comes inside the archive of the package around it, and is covered by that one's integrity. */
  readonly inBundle?: boolean;
  readonly dependencies?: Versions;
  readonly optionalDependencies?: Versions;
};

type Package = Locked & { readonly name: string };

const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** Licences that let a charity run, change and pass on what they cover, with no strings attached. */
const free = ["MIT", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0"];

/** Of an `OR` one has to be free, of an `AND` all. */
function isFree(license: string): boolean {
  const inner = license.replace(/^\((.*)\)$/, "$1");
  if (inner.includes(" OR ")) return inner.split(" OR ").some(isFree);
  return inner.split(" AND ").every((one) => free.includes(one));
}

const packagesIn = ({ packages }: Lock): readonly Package[] =>
  Object.entries(packages)
    .filter(([folder]) => folder !== "")
    .map(([folder, locked]) => ({ ...locked, name: folder.replace(/^.*node_modules\//, "") }));

/** Asked for as a version, or under another name of the registry; never by an address. */
const isAskedOfTheRegistry = (version: string) =>
  !/[:/]/.test(version.replace(/^npm:@?[\w.-]+(?:\/[\w.-]+)?@/, ""));

const namesOf = (some: readonly Package[]) => [...new Set(some.map(({ name }) => name))].sort();

/** Each rule answers with the packages that break it. */
export const supplyRules: Readonly<
  Record<string, (lock: Lock, manifest: Manifest) => readonly string[]>
> = {
  "we ask for exact versions": (_lock, manifest) =>
    [
      ...Object.entries(manifest.dependencies ?? {}),
      ...Object.entries(manifest.devDependencies ?? {}),
      ...Object.entries(manifest.optionalDependencies ?? {}),
      ...Object.entries(manifest.overrides ?? {}),
    ]
      .filter(([, version]) => !exact.test(version))
      .map(([name]) => name),

  "every package is locked to a version and to what is in it": (lock) =>
    namesOf(
      packagesIn(lock).filter(
        ({ version = "", integrity = "", inBundle }) =>
          !exact.test(version) || !(inBundle || /^sha512-[\w+/]{86}==$/.test(integrity)),
      ),
    ),

  "every package comes from the registry, whichever one the machine uses": (lock) =>
    namesOf(
      packagesIn(lock).filter(
        ({ resolved, link, dependencies, optionalDependencies }) =>
          resolved !== undefined ||
          link === true ||
          !Object.values({ ...dependencies, ...optionalDependencies }).every(isAskedOfTheRegistry),
      ),
    ),

  "nothing runs at its installation that nobody decided on": (lock, { allowScripts = {} }) => {
    const wanting = namesOf(packagesIn(lock).filter(({ hasInstallScript }) => hasInstallScript));
    return [
      ...wanting.filter((name) => !(name in allowScripts)),
      ...Object.keys(allowScripts).filter((name) => !wanting.includes(name)),
    ];
  },

  "what is shipped has a licence without strings": (lock) =>
    namesOf(packagesIn(lock).filter(({ dev, license = "" }) => !dev && !isFree(license))),

  "what we build with says its licence": (lock) =>
    namesOf(packagesIn(lock).filter(({ license, inBundle }) => !license && !inBundle)),
};
