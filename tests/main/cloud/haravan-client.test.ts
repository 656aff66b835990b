import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type CallPermit, createApiBudget } from '../../../main/cloud/api-budget.ts';
import { haravanClient } from '../../../main/cloud/haravan/client.ts';

const token = 'SECRETTOKEN0123456789';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server has a port');
  return `http://127.0.0.1:${address.port}`;
}

function clientFor(baseUrl: string, timeoutMs = 2_000) {
  const budget = createApiBudget({ clock: () => performance.now(), spread: () => 0 });
  return haravanClient({ baseUrl, token, budget, timeoutMs }).as('sale');
}

const answering = (status: number, body: string, headers: Record<string, string> = {}): RequestListener => {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
};

const post = (url: string) =>
  clientFor(url).send('POST', '/com/orders.json', {}, z.object({ id: z.number() }));

describe('what became of a call', () => {
  it('is its value', async () => {
    expect(await post(await serve(answering(201, '{"id": 5, "new_field": []}')))).toEqual({
      kind: 'ok',
      value: { id: 5 },
    });
  });

  it.each<[string, string, string]>([
    ['a text', '{"errors": "Key can\'t be blank"}', "Key can't be blank"],
    ['texts by field', '{"errors": {"title": ["can\'t be blank"]}}', "title: can't be blank"],
    ['texts for the whole', '{"errors": {"base": ["Cannot delete"]}}', 'Cannot delete'],
    ['a list', '{"errors": ["một", "hai"]}', 'một; hai'],
    ['a message', '{"message": "Dữ liệu không tồn tại!"}', 'Dữ liệu không tồn tại!'],
    ['nothing at all', '', 'HTTP 422'],
  ])('is a refusal in the cloud’s own words: %s', async (_name, body, reason) => {
    expect(await post(await serve(answering(422, body)))).toMatchObject({
      kind: 'refused',
      status: 422,
      reason,
    });
  });

  it('names the fields the cloud complained about', async () => {
    const fieldsOf = async (body: string) => (await post(await serve(answering(422, body)))) as unknown;
    expect(await fieldsOf('{"errors": {"phone": ["has already been taken"]}}')).toMatchObject({
      fields: ['phone'],
    });
    expect(await fieldsOf('{"errors": {"base": ["no"]}}')).toMatchObject({ fields: [] });
    expect(await fieldsOf('{"errors": "no"}')).toMatchObject({ fields: [] });
  });

  it('is a refusal without the customer’s phone or address in it', async () => {
    const url = await serve(answering(422, '{"errors": {"phone": ["0901 234 567 của hoa@mail.vn đã có"]}}'));
    expect(await post(url)).toMatchObject({ reason: 'phone: … của … đã có' });
  });

  it.each([
    [401, { kind: 'unauthorised' }],
    [403, { kind: 'forbidden', scope: 'com.write_orders' }],
    [500, { kind: 'unknown', why: 'HTTP 500' }],
    [502, { kind: 'unknown', why: 'HTTP 502' }],
  ])('is told by the status %i', async (status, expected) => {
    expect(await post(await serve(answering(status, '{}')))).toEqual(expected);
  });

  it('is strange where the answer is no JSON, or not the JSON it should be', async () => {
    for (const body of ['<html>', '{"id": [', '{"id": "x"}', '[]']) {
      expect(await post(await serve(answering(200, body)))).toEqual({
        kind: 'strange',
        where: 'POST /com/orders.json',
      });
    }
  });

  it('is unreachable only where no byte can have arrived', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    await new Promise((resolve) => server.close(resolve));
    expect(await post(`http://127.0.0.1:${port}`)).toEqual({ kind: 'unreachable' });
    expect(await post('http://127.0.0.1:1')).toEqual({ kind: 'unreachable' });
    expect(await post('http://no-such-host.invalid')).toEqual({ kind: 'unreachable' });
  });

  it('is unknown where the line broke or no answer came in time', async () => {
    const cut = await serve((request) => request.socket.destroy());
    expect(await post(cut)).toMatchObject({ kind: 'unknown' });
    const halfway = await serve((_request, response) => {
      response.writeHead(201, { 'Content-Length': '100' }).write('{"id"');
      setImmediate(() => response.destroy());
    });
    expect(await post(halfway)).toMatchObject({ kind: 'unknown' });
    const silent = await serve(() => undefined);
    expect(await clientFor(silent, 50).send('POST', '/com/orders.json', {}, z.unknown())).toMatchObject({
      kind: 'unknown',
    });
  });

  it('is throttled with the wait the service asks for, and a question asks again by itself', async () => {
    const url = await serve(
      answering(429, '{}', { 'Retry-After': '0.5', 'X-Haravan-Api-Call-Limit': '80/80' }),
    );
    expect(await post(url)).toEqual({ kind: 'throttled', retryAfterMs: 500 });
    let calls = 0;
    const full = await serve((_request, response) => {
      calls += 1;
      if (calls === 1) response.writeHead(429, { 'Retry-After': '0.05' }).end('{}');
      else response.writeHead(200).end('{"id": 7}');
    });
    const answer = await clientFor(full).get('/com/shop.json', {}, z.object({ id: z.number() }));
    expect(answer).toEqual({ kind: 'ok', value: { id: 7 } });
  });

  it('never carries the token into an answer, nor to another host', async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    const url = await serve(answering(302, '', { Location: `${elsewhere}/com/orders.json` }));
    const answers = [await post(url), await post(await serve(answering(401, `{"errors": "no"}`)))];
    expect(JSON.stringify(answers)).not.toContain(token);
    expect(answers[0]).toMatchObject({ kind: 'strange' });
    expect(seen).toEqual([]);
  });

  it('never sends a blank filter', async () => {
    const urls: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      urls.push(request.url);
      response.end('{}');
    });
    await clientFor(url).get(
      '/com/products.json',
      { sku: '', order: 'created_at desc', page: 1 },
      z.unknown(),
    );
    expect(urls).toEqual(['/com/products.json?order=created_at+desc&page=1']);
  });
});

describe('a call that has to be written down before it leaves', () => {
  const send = async (url: string, leaving: () => boolean) => {
    const told: string[] = [];
    let giveTurn: (permit: CallPermit) => void = () => undefined;
    const turn = new Promise<CallPermit>((resolve) => {
      giveTurn = resolve;
    });
    const budget = {
      take: () => turn,
      othersUse: () => 0,
      used: () => 0,
    };
    const asked = haravanClient({ baseUrl: url, token: 'x', budget }).send(
      'POST',
      '/com/orders.json',
      {},
      z.object({ id: z.number() }),
      () => {
        told.push('leaving');
        return leaving();
      },
    );
    await new Promise((resolve) => setImmediate(resolve));
    told.push('its turn');
    giveTurn({
      answered: () => void told.push('answered'),
      refused: () => void told.push('refused'),
      lost: () => void told.push('lost'),
    });
    return { told, answer: await asked.catch((error: unknown) => error) };
  };

  it('is asked for once its turn has come, and sent when it may be', async () => {
    const url = await serve(answering(201, '{"id": 7}'));
    expect(await send(url, () => true)).toEqual({
      told: ['its turn', 'leaving', 'answered'],
      answer: { kind: 'ok', value: { id: 7 } },
    });
  });

  it('is not sent when it may not be, or when writing it down failed; its turn is given back', async () => {
    let calls = 0;
    const url = await serve((_request, response) => {
      calls += 1;
      response.end('{}');
    });
    expect(await send(url, () => false)).toEqual({
      told: ['its turn', 'leaving', 'lost'],
      answer: { kind: 'unreachable' },
    });
    const full = new Error('the disk is full');
    const failing = () => {
      throw full;
    };
    expect(await send(url, failing)).toEqual({ told: ['its turn', 'leaving', 'lost'], answer: full });
    expect(calls).toBe(0);
  });
});
