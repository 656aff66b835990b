let last = 0;

/** Numbers the views of this run in the order their facts were read. */
export function nextViewSerial(): number {
  last += 1;
  return last;
}
