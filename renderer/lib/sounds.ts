/** Sounds are made, not played from files: a few oscillator notes each, told apart by pitch, number and length. */
type Note = {
  readonly hertz: number;
  readonly startMs: number;
  readonly lengthMs: number;
  readonly share: number;
};

const sounds = {
  /** Short and high. */
  found: [{ hertz: 1568, startMs: 0, lengthMs: 70, share: 0.6 }],
  /** Low, twice. */
  unknown: [
    { hertz: 330, startMs: 0, lengthMs: 150, share: 1 },
    { hertz: 330, startMs: 220, lengthMs: 150, share: 1 },
  ],
  /** Low and long. */
  blocked: [{ hertz: 220, startMs: 0, lengthMs: 520, share: 1 }],
  /** Soft, rising. */
  done: [
    { hertz: 784, startMs: 0, lengthMs: 110, share: 0.4 },
    { hertz: 1047, startMs: 110, lengthMs: 180, share: 0.4 },
  ],
} as const satisfies Record<string, readonly Note[]>;

export type Sound = keyof typeof sounds;

let context: AudioContext | null = null;
let volume = 0.7;

/** Percent, from the shop's settings. */
export function setSoundVolume(percent: number): void {
  volume = Math.min(100, Math.max(0, percent)) / 100;
}

/** Never throws and never waits: a PC without a sound card sells all the same. */
export function playSound(sound: Sound): void {
  if (volume === 0) return;
  try {
    context ??= new AudioContext();
    const audio = context;
    if (audio.state === 'suspended') audio.resume().catch(() => undefined);
    for (const note of sounds[sound]) playNote(audio, note);
  } catch {
    context = null;
  }
}

function playNote(audio: AudioContext, note: Note): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  const startAt = audio.currentTime + note.startMs / 1000;
  const endAt = startAt + note.lengthMs / 1000;
  oscillator.type = 'triangle';
  oscillator.frequency.value = note.hertz;
  // Short ramps keep the loudspeaker from clicking.
  gain.gain.setValueAtTime(0, startAt);
  gain.gain.linearRampToValueAtTime(volume * note.share, startAt + 0.008);
  gain.gain.setValueAtTime(volume * note.share, endAt - 0.02);
  gain.gain.linearRampToValueAtTime(0, endAt);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(startAt);
  oscillator.stop(endAt);
}
