import type { FastifyInstance } from 'fastify';
import { notFound, type Shop } from '../context.ts';
import { branches } from '../generate/people.ts';
import { idFrom } from '../query.ts';
import { all, get } from '../store.ts';

type UserRow = {
  id: number;
  last_name: string;
  first_name: string;
  email: string;
  phone: string;
  account_owner: number;
};

/** Staff; shops below the Plus plan may not list them (option `users`). */
export function userRoutes(app: FastifyInstance, shop: Shop): void {
  app.get('/com/users.json', () => ({
    users: all<UserRow>(shop.store, 'SELECT * FROM user ORDER BY id').map(userFields),
  }));
  app.get('/com/users/groups.json', () => ({
    user_groups: branches
      .filter(({ type }) => type === 'default')
      .map(({ id, name }) => ({
        id: id - 150_000,
        name: `Danh sách nhân viên ${name}`,
        type: 'system',
        created_at: shop.options.epoch,
        updated_at: shop.options.epoch,
      })),
  }));
  app.get<{ Params: { id: string } }>('/com/users/:id.json', ({ params }) => {
    const row = get<UserRow>(shop.store, 'SELECT * FROM user WHERE id = ?', idFrom(params.id));
    if (row === undefined) throw notFound();
    return { user: userFields(row) };
  });
}

/** Whose a private token is; orders without a user are theirs. */
export function ownerId(shop: Shop): number | null {
  return get<{ id: number }>(shop.store, 'SELECT id FROM user WHERE account_owner = 1')?.id ?? null;
}

function userFields(row: UserRow) {
  return {
    id: row.id,
    first_name: row.first_name,
    last_name: row.last_name,
    email: row.email,
    phone: row.phone,
    bio: null,
    im: null,
    url: null,
    account_owner: row.account_owner === 1,
    receive_announcements: 0,
    user_type: 'invited',
    permissions: row.account_owner === 1 ? ['full'] : ['orders', 'products', 'customers'],
  };
}
