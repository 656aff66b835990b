import type { CartsView } from '../../contracts/views/selling.ts';
import { type Cart, isGoods } from '../../domain/cart/cart.ts';
import { type CartAction, changeCart } from '../../domain/cart/change-cart.ts';
import { priceCart } from '../../domain/cart/price-cart.ts';
import { type Milli, milli } from '../../domain/money/quantity.ts';
import { raisedDiscounts } from '../../domain/permission/discount-share.ts';
import {
  type CartRecord,
  cartById,
  deleteCart,
  listCarts,
  saveCart,
  setCartState,
  undoCart,
} from '../db/repositories/carts.ts';
import { customerById } from '../db/repositories/customer-search.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { activeCart, cartsView, makeActive, openCart, rememberLastSale } from './carts.ts';
import { permit } from './permit.ts';
import type { Actor, Till } from './till.ts';

/** Applies one action to the active cart and saves it before anyone hears of it. A refused action leaves the cart as it was. */
export function changeActiveCart(till: Till, actor: Actor, action: CartAction): Envelope<CartRecord> {
  const changed = till.store.inTransaction((): Envelope<CartRecord> => {
    const record = activeCart(till, actor.staffId);
    const next = fromRule(changeCart(record.cart, action));
    if (!next.ok) return next;
    const permitted = permitDiscounts(till, actor, record.cart, next.value);
    if (!permitted.ok) return permitted;
    const at = till.clock();
    const touched = touchedLine(record.cart, next.value, action);
    saveCart(till.store, record, next.value, touched, at);
    journalCartAction(till, actor, record.cart, action, at);
    rememberLastSale(till, null);
    return success({
      ...record,
      cart: next.value,
      version: record.version + 1,
      touchedLineId: touched,
      updatedAt: at,
    });
  });
  if (changed.ok) till.notify('carts');
  return changed;
}

export function setQuantity(till: Till, actor: Actor, lineId: string, quantity: Milli): Envelope<CartsView> {
  return viewAfter(till, changeActiveCart(till, actor, { kind: 'set-quantity', lineId, quantity }));
}

/** One more or one less; taking the last one away removes the line. */
export function stepQuantity(till: Till, actor: Actor, lineId: string, step: number): Envelope<CartsView> {
  const line = activeCart(till, actor.staffId)
    .cart.lines.filter(isGoods)
    .find((candidate) => candidate.id === lineId);
  if (line === undefined) return failure('CART_LINE_MISSING');
  const quantity = line.quantity + step;
  return viewAfter(
    till,
    changeActiveCart(
      till,
      actor,
      quantity <= 0
        ? { kind: 'remove-line', lineId }
        : { kind: 'set-quantity', lineId, quantity: milli(quantity) },
    ),
  );
}

export function apply(till: Till, actor: Actor, action: CartAction): Envelope<CartsView> {
  return viewAfter(till, changeActiveCart(till, actor, action));
}

export function setCustomer(till: Till, actor: Actor, customerId: string | null): Envelope<CartsView> {
  if (customerId === null) return apply(till, actor, { kind: 'set-customer', customer: null });
  const customer = customerById(till.store, customerId);
  if (customer === undefined) return failure('CUSTOMER_MISSING');
  return apply(till, actor, {
    kind: 'set-customer',
    customer: { id: customer.id, name: customer.name, phone: customer.phone },
  });
}

export function undo(till: Till, actor: Actor): Envelope<CartsView> {
  return afterCommit(till, () => {
    const record = activeCart(till, actor.staffId);
    return undoCart(till.store, record, till.clock()) ? success(null) : failure('NOTHING_TO_UNDO');
  });
}

/** A new cart beside the others; an empty one that is open already is taken instead of a second. */
export function newCart(till: Till, actor: Actor): Envelope<CartsView> {
  return afterCommit(till, () => {
    const empty = listCarts(till.store).find(
      (record) => record.state === 'open' && record.cart.lines.length === 0,
    );
    if (empty === undefined) openCart(till, actor.staffId);
    else makeActive(till, empty.cart.id);
    return success(null);
  });
}

/** Goes to an open cart, or takes a held one up again. */
export function selectCart(till: Till, cartId: string): Envelope<CartsView> {
  return afterCommit(till, () => {
    if (cartById(till.store, cartId) === undefined) return failure('CART_MISSING');
    setCartState(till.store, cartId, 'open', till.clock());
    makeActive(till, cartId);
    dropEmptyCarts(till, cartId);
    return success(null);
  });
}

/** Empty carts that were opened only to have one are not worth a tab. */
function dropEmptyCarts(till: Till, except: string): void {
  for (const { cart, state } of listCarts(till.store)) {
    const isEmpty = cart.lines.length === 0 && cart.customer === null && cart.note === '';
    if (state === 'open' && isEmpty && cart.id !== except) deleteCart(till.store, cart.id);
  }
}

export function holdCart(till: Till, cartId: string): Envelope<CartsView> {
  return afterCommit(till, () => {
    const record = cartById(till.store, cartId);
    if (record === undefined) return failure('CART_MISSING');
    if (record.cart.lines.length === 0) return failure('CART_EMPTY');
    setCartState(till.store, cartId, 'held', till.clock());
    return success(null);
  });
}

/** Throws a cart away for good; what was in it goes into the journal. */
export function dropCart(till: Till, actor: Actor, cartId: string): Envelope<CartsView> {
  return afterCommit(till, () => {
    const record = cartById(till.store, cartId);
    if (record === undefined) return failure('CART_MISSING');
    deleteCart(till.store, cartId);
    if (record.cart.lines.length > 0) {
      appendJournal(till.store, {
        kind: 'cart-dropped',
        at: till.clock(),
        staffId: actor.staffId,
        subjectId: cartId,
        facts: { lines: record.cart.lines.length, total: priceCart(record.cart).total },
      });
    }
    return success(null);
  });
}

function afterCommit(till: Till, work: () => Envelope<null>): Envelope<CartsView> {
  return viewAfter(till, till.store.inTransaction(work), true);
}

function viewAfter(till: Till, done: Envelope<unknown>, notify = false): Envelope<CartsView> {
  if (!done.ok) return done;
  if (notify) till.notify('carts');
  return success(cartsView(till));
}

function permitDiscounts(till: Till, actor: Actor, before: Cart, after: Cart): Envelope<null> {
  for (const { action, measure } of raisedDiscounts(before, after)) {
    const permitted = permit(till, actor, action, measure);
    if (!permitted.ok) return permitted;
  }
  return success(null);
}

function touchedLine(before: Cart, after: Cart, action: CartAction): string | null {
  if (action.kind === 'add-goods') {
    const grown = after.lines.find((line) => !before.lines.includes(line));
    return grown?.id ?? action.lineId;
  }
  return 'lineId' in action && action.kind !== 'remove-line' ? action.lineId : null;
}

function journalCartAction(till: Till, actor: Actor, before: Cart, action: CartAction, at: number): void {
  const entry = journalled(before, action);
  if (entry !== null)
    appendJournal(till.store, { ...entry, at, staffId: actor.staffId, subjectId: before.id });
}

/** What of a cart's life an owner may want to look into later. */
function journalled(before: Cart, action: CartAction) {
  if (action.kind === 'remove-line') {
    const line = before.lines.filter(isGoods).find((candidate) => candidate.id === action.lineId);
    return line === undefined
      ? null
      : {
          kind: 'line-removed' as const,
          facts: { variant: line.goods.variantId, quantity: line.quantity, unitPrice: line.goods.unitPrice },
        };
  }
  const isDiscount = action.kind === 'set-line-discount' || action.kind === 'set-order-discount';
  if (!isDiscount || action.discount === null) return null;
  const { discount } = action;
  return {
    kind: 'discount-given' as const,
    facts: {
      on: action.kind === 'set-line-discount' ? 'line' : 'order',
      ...(discount.kind === 'amount' ? { amount: discount.amount } : { basisPoints: discount.rate }),
    },
  };
}
