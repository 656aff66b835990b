/** A logo fits the narrowest paper, so that it is the same on every printer. */
export const logoLimits = { width: 384, height: 160 } as const;
