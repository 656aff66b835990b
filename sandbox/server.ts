import Fastify, { type FastifyInstance } from 'fastify';
import { ZodError } from 'zod';
import { leakyBucket } from './bucket.ts';
import { ApiError, type Shop } from './context.ts';
import { faultSwitches, strikes } from './faults.ts';
import { tokenFor } from './generate/shop.ts';
import { customerRoutes } from './resources/customers.ts';
import { metafieldRoutes } from './resources/metafields.ts';
import { orderRoutes } from './resources/orders.ts';
import { pictureRoutes } from './resources/pictures.ts';
import { placeRoutes } from './resources/places.ts';
import { productRoutes } from './resources/products.ts';
import { stockRoutes } from './resources/stock.ts';

/** The shop cloud as an HTTP server: what every call passes through, then the resources. */
export function buildServer(shop: Shop): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: 5_000_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  });
  const bucket = leakyBucket(shop.options.bucket, shop.options.leak);
  const { faults } = shop;

  app.addHook('onRequest', async (request, reply) => {
    if (faults.down && !request.url.startsWith('/_control')) {
      request.raw.socket.destroy();
      return reply.hijack();
    }
    if (!request.url.startsWith('/com/')) return;
    if (faults.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.delayMs));
    const isAllowed = bucket.take() && !strikes(faults, 'throttles');
    reply.header(
      'X-Haravan-Api-Call-Limit',
      isAllowed ? bucket.header() : `${shop.options.bucket}/${shop.options.bucket}`,
    );
    reply.header('Date', new Date().toUTCString());
    if (!isAllowed) return reply.code(429).header('Retry-After', '2.0').send({ errors: 'Too many requests' });
    if (strikes(faults, 'badGateways'))
      return reply.code(502).type('text/html').send('<html>Bad Gateway</html>');
    if (strikes(faults, 'garbage'))
      return reply.code(200).type('application/json').send('{"products": [{"id": ');
    const isKnown = request.headers.authorization === `Bearer ${tokenFor(shop.options.seed)}`;
    if (!isKnown || faults.tokenRevoked) return reply.code(401).send({ errors: 'Unauthorized' });
    const resource = /^\/com\/([a-z_]+)/.exec(request.url)?.[1] ?? '';
    const lacksScope =
      faults.forbidden.includes(resource) || (resource === 'users' && shop.options.users === 'forbidden');
    if (lacksScope) return reply.code(403).send({});
  });

  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ApiError) return reply.code(error.status).send(error.body);
    if (error instanceof ZodError) {
      return reply
        .code(422)
        .send({ errors: { [error.issues[0]?.path.join('.') ?? 'base']: ['is invalid'] } });
    }
    const status =
      error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
        ? error.statusCode
        : 500;
    return reply.code(status).send({ errors: status === 500 ? 'Internal Server Error' : 'Bad Request' });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ errors: 'Not Found' }));

  placeRoutes(app, shop);
  productRoutes(app, shop);
  stockRoutes(app, shop);
  customerRoutes(app, shop);
  orderRoutes(app, shop);
  metafieldRoutes(app, shop);
  pictureRoutes(app);
  controlRoutes(app, shop);
  return app;
}

function controlRoutes(app: FastifyInstance, shop: Shop): void {
  app.get('/_control', () => shop.faults);
  app.post('/_control', ({ body }) => Object.assign(shop.faults, faultSwitches.parse(body)));
  app.get('/', (_request, reply) => {
    const count = (table: string) =>
      shop.store.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
    const rows = ['product', 'variant', 'customer', 'shop_order']
      .map((table) => `<li>${table}: ${count(table)}</li>`)
      .join('');
    return reply
      .type('text/html')
      .send(`<!doctype html><meta charset="utf-8"><title>Sandbox</title><h1>Phương Nam</h1><ul>${rows}</ul>`);
  });
}
