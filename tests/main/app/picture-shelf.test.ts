import { describe, expect, it } from 'vitest';
import { createPictureShelf } from '../../../main/app/picture-shelf.ts';

describe('the shelf of pictures', () => {
  it('lets go of the longest unused when it is full', () => {
    const shelf = createPictureShelf(100);
    expect([shelf.put('a', 40), shelf.put('b', 40)]).toEqual([[], []]);
    shelf.used('a');
    expect(shelf.put('c', 40)).toEqual(['b']);
    expect(['a', 'b', 'c'].map(shelf.has)).toEqual([true, false, true]);
    expect(shelf.bytes()).toBe(80);
  });

  it('lets go of as many as it takes, and of the newest never', () => {
    const shelf = createPictureShelf(100, [
      { name: 'old', bytes: 30 },
      { name: 'newer', bytes: 60 },
    ]);
    expect(shelf.put('large', 150)).toEqual(['old', 'newer']);
    expect(shelf.has('large')).toBe(true);
  });

  it('counts a picture that came again once, and forgets one that was dropped', () => {
    const shelf = createPictureShelf(100);
    shelf.put('a', 40);
    shelf.put('a', 60);
    expect(shelf.bytes()).toBe(60);
    shelf.drop('a');
    shelf.drop('nobody');
    shelf.used('nobody');
    expect(shelf.bytes()).toBe(0);
  });
});
