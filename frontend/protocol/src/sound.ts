/** Two soft tones, made here, for console and widget alike; of several tabs only the one that gets the lock plays them. */

let context: AudioContext | null = null;

/** Browsers allow sound after a first click or key; from then on alerts can be heard. */
function audio(): AudioContext | null {
  context ??= typeof AudioContext === "undefined" ? null : new AudioContext();
  return context;
}

/** `cause` names what is heard: tabs that hear of the same play once. */
export async function beep(cause: number): Promise<void> {
  if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
  const device = audio();
  if (!device) return;
  // A machine with much to do takes its time; later than this, a sound would belong to nothing any more.
  if (device.state === "suspended") await Promise.race([device.resume(), pause(2_000)]);
  if (device.state !== "running") return;
  if (!navigator.locks) return play(device);
  await navigator.locks.request(`zuruf sound ${cause}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    play(device);
    // Long enough for the slowest tab to hear of the same alert.
    await pause(4_000);
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function play(device: AudioContext): void {
  tone(device, 660, 0);
  tone(device, 880, 0.13);
}

function tone(device: AudioContext, frequency: number, after: number): void {
  const start = device.currentTime + after;
  const volume = device.createGain();
  volume.connect(device.destination);
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.16, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.32);
  const source = device.createOscillator();
  source.type = "sine";
  source.frequency.value = frequency;
  source.connect(volume);
  source.start(start);
  source.stop(start + 0.35);
}
