/** What a cache of pictures holds, in the order of last use; it knows names and sizes, and touches no file. */
export type PictureShelf = {
  readonly has: (name: string) => boolean;
  /** Moves a picture to the front. */
  readonly used: (name: string) => void;
  /** Puts a picture on the shelf and answers which ones had to leave it, the longest unused first. */
  readonly put: (name: string, bytes: number) => readonly string[];
  readonly drop: (name: string) => void;
  readonly bytes: () => number;
};

/** `known`: the longest unused first. */
export function createPictureShelf(
  mostBytes: number,
  known: readonly { readonly name: string; readonly bytes: number }[] = [],
): PictureShelf {
  // A Map keeps the order in which its keys came: the first is the longest unused.
  const sizes = new Map<string, number>();
  let total = 0;
  const drop = (name: string) => {
    total -= sizes.get(name) ?? 0;
    sizes.delete(name);
  };
  const put = (name: string, bytes: number): readonly string[] => {
    drop(name);
    sizes.set(name, bytes);
    total += bytes;
    const leaving: string[] = [];
    for (const oldest of sizes.keys()) {
      // The newest stays, however large: it is about to be shown.
      if (total <= mostBytes || oldest === name) break;
      drop(oldest);
      leaving.push(oldest);
    }
    return leaving;
  };
  for (const { name, bytes } of known) {
    sizes.set(name, bytes);
    total += bytes;
  }
  return {
    has: (name) => sizes.has(name),
    used: (name) => {
      const bytes = sizes.get(name);
      if (bytes === undefined) return;
      sizes.delete(name);
      sizes.set(name, bytes);
    },
    put,
    drop,
    bytes: () => total,
  };
}
