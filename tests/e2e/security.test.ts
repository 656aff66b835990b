import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { procedureNames } from '../../contracts/procedure-names.ts';
import { testIds } from '../../renderer/test-ids.ts';
import { demoCode } from '../../sandbox/generate/demo-goods.ts';
import { ask, scanIntoCart, shownTotal } from './support/cart-on-screen.ts';
import { demoPins, lock, newProfile, openShift, signIn, startDemoTill } from './support/demo-till.ts';
import type { TillWindow } from './support/till-window.ts';

describe('the page of the window', () => {
  const profile = newProfile();
  let till: TillWindow;
  /** An expression in the page; what it gives must be plain data. */
  const inPage = <T>(expression: string): Promise<T> => till.page.evaluate(expression);

  beforeAll(async () => {
    till = await startDemoTill(profile.path);
    await till.page.getByTestId(testIds.lockScreen).waitFor();
  });

  afterAll(async () => {
    await till.close();
    profile.remove();
  });

  it('has nothing of Node', async () => {
    expect(
      await inPage('[typeof require, typeof process, typeof Buffer, typeof module, typeof global]'),
    ).toEqual(Array(5).fill('undefined'));
  });

  it('has exactly the operations of the contract, and cannot change them', async () => {
    expect(await inPage<string[]>('Object.keys(window.quay).sort()')).toEqual(['call', 'on']);
    expect(await inPage<string[]>('Object.keys(window.quay.call)')).toEqual([...procedureNames]);
    expect(
      await inPage(
        `(() => { const before = window.quay.call['app:view']; try { window.quay.call['app:view'] = () => 'mine'; } catch {} return window.quay.call['app:view'] === before; })()`,
      ),
    ).toBe(true);
    expect(
      await inPage(
        `(() => { try { window.quay.on('anything', () => {}); return 'listens'; } catch { return 'refused'; } })()`,
      ),
    ).toBe('refused');
  });

  it.each(['app:nothing', '__proto__', 'constructor'])('has no operation %s', async (name) => {
    expect(await inPage(`Object.hasOwn(window.quay.call, ${JSON.stringify(name)})`)).toBe(false);
  });

  it('answers nothing but the lock screen needs before somebody signs in', async () => {
    const open = new Set(['app:view', 'session:sign-in', 'session:lock']);
    for (const name of procedureNames.filter((candidate) => !open.has(candidate))) {
      const answer = await inPage<{ ok: boolean; error?: { code: string } }>(
        `window.quay.call[${JSON.stringify(name)}](undefined)`,
      );
      expect(answer, name).toMatchObject({ ok: false, error: { code: 'SIGN_IN_NEEDED' } });
    }
  });

  it('gets no permission', async () => {
    const states = await inPage<string[]>(
      `Promise.all(['geolocation', 'notifications', 'camera', 'microphone'].map(async (name) => (await navigator.permissions.query({ name })).state))`,
    );
    expect(states).toEqual(Array(4).fill('denied'));
    expect(
      await inPage(
        `navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', () => 'refused')`,
      ),
    ).toBe('refused');
  });

  it('runs no inline script, no eval, nothing from elsewhere, and sends nothing out', async () => {
    const policy = await inPage<string>(
      `fetch('quay://app/index.html').then((answer) => answer.headers.get('content-security-policy'))`,
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    const violations = await inPage<string[]>(`new Promise((resolve) => {
      const seen = [];
      const wanted = 4;
      document.addEventListener('securitypolicyviolation', (event) => {
        seen.push(event.effectiveDirective + ' ' + event.blockedURI);
        if (seen.length >= wanted) resolve(seen.sort());
      });
      // A direct eval would run with the debugger's own rights; text handed to a timer is the page's.
      setTimeout('window.textRan = true');
      const inline = document.createElement('script');
      inline.textContent = 'window.inlineRan = true';
      document.head.append(inline);
      const remote = document.createElement('script');
      remote.src = 'https://example.com/x.js';
      document.head.append(remote);
      const picture = new Image();
      picture.src = 'https://example.com/x.png';
    })`);
    expect(violations).toEqual([
      'img-src https://example.com/x.png',
      'script-src eval',
      'script-src-elem https://example.com/x.js',
      'script-src-elem inline',
    ]);
    expect(await inPage('typeof window.inlineRan + typeof window.textRan')).toBe('undefinedundefined');
    expect(await inPage(`fetch('https://example.com/').then(() => 'sent', () => 'refused')`)).toBe('refused');
  });

  it('serves no file outside its own folder', async () => {
    for (const path of [
      '../main/main.js',
      '..%2Fmain%2Fmain.js',
      '%2e%2e/main/main.js',
      '..%5cmain%5cmain.js',
    ])
      expect(
        await inPage(`fetch('quay://app/${path}').then((answer) => answer.status, () => 404)`),
        path,
      ).toBe(404);
  });

  it('lets a cashier sell, and neither change the shop nor its people', async () => {
    await signIn(till, demoPins.cashier);
    await openShift(till, 0);
    await scanIntoCart(till, demoCode(5));
    expect(await shownTotal(till)).toBe(8_000);
    const refused = { ok: false, error: { code: 'NOT_ALLOWED' } };
    expect(await ask(till, 'settings:save', { needShift: false })).toMatchObject(refused);
    expect(await ask(till, 'staff:list')).toMatchObject(refused);
    expect(await ask(till, 'staff:add', { name: 'Ai đó', role: 'owner' })).toMatchObject(refused);
    expect(await ask(till, 'setup:bind', { locationId: 1, tillNumber: 2 })).toMatchObject(refused);
  });

  it.each([
    ['cart:scan', { code: '' }],
    ['cart:scan', { code: 'x'.repeat(10_000) }],
    ['cart:set-quantity', { lineId: 'x', quantity: 1.5 }],
    [
      'pay:complete',
      { cartId: 'x', version: 1, tenders: [{ kind: 'gold', amount: 1, reference: '' }], print: true },
    ],
    ['goods:search', { text: '', limit: 1_000_000, offset: 0 }],
    ['sales:list', null],
  ] as const)('has the input of %s checked', async (name, input) => {
    const answer = await inPage(`window.quay.call[${JSON.stringify(name)}](${JSON.stringify(input)})`);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
  });

  it('shows pictures of goods through the till only', async () => {
    const size = await inPage<number>(`new Promise((resolve) => {
      window.quay.call['goods:search']({ text: '', limit: 50, offset: 0 }).then(({ value }) => {
        const goods = value.rows.find((row) => row.image !== null);
        const picture = new Image();
        picture.onload = () => resolve(picture.naturalWidth);
        picture.onerror = () => resolve(0);
        picture.src = goods.image;
        if (!goods.image.startsWith('quay-img://')) resolve(-1);
      });
    })`);
    expect(size).toBeGreaterThan(0);
  });

  it('forgets its rights with Ctrl+L', async () => {
    await lock(till);
    expect(await ask(till, 'cart:get')).toMatchObject({ ok: false, error: { code: 'SIGN_IN_NEEDED' } });
  });

  // Last, because the test driver goes on waiting for a page that never comes.
  it('stays where it is: no navigation, no second window, no frame from elsewhere', async () => {
    const url = till.page.url();
    expect(url).toBe('quay://app/index.html');
    expect(await inPage(`window.open('https://example.com/') === null`)).toBe(true);
    await inPage(`(() => { location.href = 'https://example.com/'; })()`);
    await inPage(
      `(() => { const link = document.createElement('a'); link.href = 'https://example.com/'; document.body.append(link); link.click(); link.remove(); })()`,
    );
    expect(await inPage('location.href')).toBe(url);
    expect(await till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});
