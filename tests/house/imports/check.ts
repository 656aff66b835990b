import { isBuiltin } from 'node:module';
import { type Import, type ImportGraph, resolveRelative } from './graph.ts';
import type { ZoneRule } from './rules.ts';

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

export interface CheckInput {
  readonly graph: ImportGraph;
  readonly rules: Readonly<Record<string, ZoneRule>>;
  readonly packageHomes: Readonly<Record<string, readonly string[]>>;
  /** Packages declared in package.json. */
  readonly runtimePackages: ReadonlySet<string>;
  readonly developmentPackages: ReadonlySet<string>;
  /** Whether a path from the root exists; the graph itself holds sources only, not styles or data. */
  readonly exists: (path: string) => boolean;
}

/** Zones whose packages are external to the bundle and therefore must be installed with the product. */
const shippedUnbundled = /^(?:main|preload)(?:\/|$)/;

/** The zone a path belongs to: the longest zone name that is a prefix of it, ending at `/`, `.` or `-`. */
export function zoneOf(path: string, rules: Readonly<Record<string, ZoneRule>>): string | undefined {
  if (!path.includes('/')) return '.';
  return Object.keys(rules)
    .filter((zone) => path.startsWith(zone) && /^[/.-]/.test(path.slice(zone.length)))
    .sort((a, b) => b.length - a.length)[0];
}

/** Every import that breaks the table, in file order. */
export function findViolations(input: CheckInput): Violation[] {
  return [...input.graph].flatMap(([file, imports]) => {
    const zone = zoneOf(file, input.rules);
    const rule = zone === undefined ? undefined : input.rules[zone];
    if (zone === undefined || rule === undefined) return [{ file, line: 1, problem: 'belongs to no zone' }];
    return imports.flatMap((found) => {
      const problem = problemWith(found, file, zone, rule, input);
      return problem === undefined ? [] : [{ file, line: found.line, problem }];
    });
  });
}

function problemWith(
  found: Import,
  file: string,
  zone: string,
  rule: ZoneRule,
  input: CheckInput,
): string | undefined {
  const { specifier, typeOnly } = found;
  if (specifier === null) {
    return zone.startsWith('scripts') || zone.startsWith('tests') ? undefined : 'imports something computed';
  }
  if (specifier.startsWith('.')) return relativeProblem(file, zone, rule, specifier, typeOnly, input);
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith('node:')) return `${specifier} lacks its node: prefix`;
    return rule.node ? undefined : `${zone} may not import ${specifier}`;
  }
  return packageProblem(packageName(specifier), zone, rule, typeOnly, input);
}

function relativeProblem(
  file: string,
  zone: string,
  rule: ZoneRule,
  specifier: string,
  typeOnly: boolean,
  input: CheckInput,
): string | undefined {
  const target = resolveRelative(file, specifier);
  if (target.startsWith('..')) return `${specifier} leaves the repository`;
  if (!input.graph.has(target) && !input.exists(target)) return `${specifier} does not exist`;
  const targetZone = zoneOf(target, input.rules);
  if (targetZone === undefined) return `${target} belongs to no zone`;
  if (targetZone === zone || rule.imports.includes(targetZone)) return undefined;
  if (rule.types?.includes(targetZone)) {
    return typeOnly ? undefined : `${zone} may import only types from ${targetZone}`;
  }
  return `${zone} may not import ${targetZone}`;
}

function packageProblem(
  name: string,
  zone: string,
  rule: ZoneRule,
  typeOnly: boolean,
  input: CheckInput,
): string | undefined {
  const homes = input.packageHomes[name];
  if (homes && !homes.some((home) => zone === home || zone.startsWith(`${home}/`))) {
    return `${name} may be imported only in ${homes.join(', ')}`;
  }
  if (rule.packages !== 'any' && !rule.packages.includes(name)) return `${zone} may not import ${name}`;
  const inRuntime = input.runtimePackages.has(name);
  if (!inRuntime && !input.developmentPackages.has(name)) return `${name} is not declared in package.json`;
  if (shippedUnbundled.test(zone) && name !== 'electron' && !typeOnly && !inRuntime) {
    return `${name} ships with the product and must be a dependency, not a devDependency`;
  }
  return undefined;
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Import cycles (types included: a cycle of types is still two files nobody can read apart), each once. */
export function findCycles(graph: ImportGraph): string[][] {
  const cycles: string[][] = [];
  const finished = new Set<string>();
  const path: string[] = [];
  const walk = (file: string): void => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push([...path.slice(at), file]);
    if (at >= 0 || finished.has(file)) return;
    path.push(file);
    for (const { specifier } of graph.get(file) ?? []) {
      if (specifier?.startsWith('.')) walk(resolveRelative(file, specifier));
    }
    path.pop();
    finished.add(file);
  };
  for (const file of graph.keys()) walk(file);
  return cycles;
}
