/** Lower goes first and may fill the bucket further: sales, then money states, then stock, then catalogue. */
export const priorities = ['sale', 'money', 'stock', 'catalogue'] as const;

export type Priority = (typeof priorities)[number];

/** Share of the bucket each kind may fill, so that a download never takes a sale's place. */
const shares: { readonly [P in Priority]: number } = { sale: 0.98, money: 0.92, stock: 0.8, catalogue: 0.75 };

export type ApiBudget = {
  /** Resolves when a call of this kind may go out. */
  readonly admit: (priority: Priority) => Promise<void>;
  /** Takes over what the service says of its bucket: `32/80`. Other tills drain the same one. */
  readonly learn: (header: string | null) => void;
};

const documentedSize = 80;
const documentedLeakPerSecond = 4;

/** Keeps under the service's leaky bucket (80 calls, 4 leak a second) as its answers show it. */
export function apiBudget(clock: () => number = () => performance.now()): ApiBudget {
  let size = documentedSize;
  let level = 0;
  let seenAt = clock();
  const drain = () => {
    const now = clock();
    level = Math.max(0, level - ((now - seenAt) / 1000) * documentedLeakPerSecond);
    seenAt = now;
  };
  return {
    admit: async (priority) => {
      for (;;) {
        drain();
        const room = size * shares[priority] - (level + 1);
        if (room >= 0) break;
        await new Promise((resolve) =>
          setTimeout(resolve, Math.ceil((-room / documentedLeakPerSecond) * 1000)),
        );
      }
      level += 1;
    },
    learn: (header) => {
      const match = /^(\d+)\/(\d+)$/.exec(header ?? '');
      if (match === null) return;
      drain();
      level = Number(match[1]);
      size = Math.max(1, Number(match[2]));
    },
  };
}
