/** How often the clock looks whether it stood still, and for how long after a key. */
const beatMs = 8;
const beats = 12;
/** A timer this late is no sign of anything. */
const slackMs = 4;

/**
 * Time as this process lived it. On a busy PC it stands still while keys queue up, and then finds them all at once; what it slept
 * through between two keys does not count, whatever the wall clock says.
 */
export function livedClock(): { readonly now: () => number; readonly tick: () => number } {
  let slept = 0;
  let beatAt = 0;
  let left = 0;
  let timer: NodeJS.Timeout | undefined;
  const notice = () => {
    const late = performance.now() - beatAt - beatMs;
    if (late > slackMs) slept += late;
  };
  const beat = () => {
    beatAt = performance.now();
    timer = setTimeout(() => {
      notice();
      left -= 1;
      timer = undefined;
      if (left > 0) beat();
    }, beatMs);
  };
  return {
    now: () => performance.now() - slept,
    tick: () => {
      // The key may be handed over before the timer that is just as late.
      if (timer !== undefined) notice();
      clearTimeout(timer);
      left = beats;
      beat();
      return performance.now() - slept;
    },
  };
}
