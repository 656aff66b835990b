import { join } from 'node:path';

let root = join(process.cwd(), 'resources');

/** Where the shipped data files lie: beside the sources while developing, in the app's resources once packed. */
export function setResourceRoot(path: string): void {
  root = path;
}

export function resourcePath(relative: string): string {
  return join(root, relative);
}
