/**
 * Some lists (promotions) are throttled harder than the header shows. A resource that is refused while the bucket has room rests by
 * itself, twice as long each time, and no other call waits for it.
 */
export type ResourceRests = {
  /** Monotonic ms; in the past where it is free. */
  readonly closedUntil: (resource: string) => number;
  /** Whether this 429 is the resource's alone: then it rests, and the answer is true. */
  readonly refused: (resource: string, refusal: ResourceRefusal) => boolean;
  readonly answered: (resource: string, fill: number | null) => void;
};

export type ResourceRefusal = {
  /** How full the refusal's own header says the bucket is, 0 to 1; null without one. */
  readonly fill: number | null;
  readonly retryAfterMs: number;
  /** 0…1000. */
  readonly spread: number;
};

/** Below this a refusal can't be the bucket's. */
const roomyFill = 0.9;
/** An answer to another resource at such a level shows that the bucket is not what refuses. */
const calmFill = 0.5;
const firstRestMs = 2_000;
const longestRestMs = 5 * 60_000;

type Rest = { readonly refusals: number; readonly refusedAt: number; readonly closedUntil: number };

const noRest: Rest = {
  refusals: 0,
  refusedAt: Number.POSITIVE_INFINITY,
  closedUntil: Number.NEGATIVE_INFINITY,
};

export function createResourceRests(clock: () => number): ResourceRests {
  const rests = new Map<string, Rest>();
  let calm = { resource: '', at: Number.NEGATIVE_INFINITY };
  return {
    closedUntil: (resource) => rests.get(resource)?.closedUntil ?? noRest.closedUntil,
    refused: (resource, { fill, retryAfterMs, spread }) => {
      const before = rests.get(resource) ?? noRest;
      const refusals = before.refusals + 1;
      // The service may call the bucket full in a refusal of one list: then what others were told since the last one counts.
      const othersGo = calm.resource !== resource && calm.at > before.refusedAt;
      const isItsOwn = (fill !== null && fill < roomyFill) || othersGo;
      const restMs = Math.max(retryAfterMs, Math.min(longestRestMs, firstRestMs * 2 ** (refusals - 1)));
      rests.set(resource, {
        refusals,
        refusedAt: clock(),
        closedUntil: isItsOwn ? clock() + restMs * (1 + spread / 1000) : before.closedUntil,
      });
      return isItsOwn;
    },
    answered: (resource, fill) => {
      rests.delete(resource);
      if (fill !== null && fill < calmFill) calm = { resource, at: clock() };
    },
  };
}
