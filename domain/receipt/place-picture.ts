import { type Picture, pictureFault } from './picture.ts';
import type { Page, Placing } from './placed.ts';

const below = 8;

/**
 * A picture in the middle, dot for dot; one made for wider paper is made smaller by a whole number, since anything else blurs one-bit
 * edges. A receipt is worth more than its logo: a picture that is none is left out.
 */
export function placePicture(wanted: Picture | 'logo', y: number, page: Page): Placing {
  const picture = wanted === 'logo' ? page.logo : wanted;
  if (picture === null || picture === undefined || pictureFault(picture) !== null)
    return { placed: [], height: 0 };
  const shrink = Math.ceil(picture.width / page.width);
  const width = Math.ceil(picture.width / shrink);
  const height = Math.ceil(picture.height / shrink);
  const x = Math.floor((page.width - width) / 2);
  return { placed: [{ kind: 'picture', x, y, shrink, picture }], height: height + below };
}
