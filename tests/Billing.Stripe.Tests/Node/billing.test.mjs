import assert from 'node:assert/strict';
import test from 'node:test';
import { control, refused, stripe } from './sandbox.mjs';

const price = (more = {}) => stripe.prices.create({ currency: 'eur', unit_amount: 2000, recurring: { interval: 'month' }, product_data: { name: 'Plus' }, ...more });

async function customerWithCard(token = 'pm_card_visa') {
  const customer = await stripe.customers.create({ name: 'Halden' });
  const card = await stripe.paymentMethods.attach(token, { customer: customer.id });
  return stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
}

test('products and prices are made, found and retired', async () => {
  const product = await stripe.products.create({ name: 'Plus', metadata: { plan: 'plus' } });
  const key = `plus_${Date.now()}`;
  const monthly = await price({ product: product.id, product_data: undefined, lookup_key: key });
  assert.deepEqual([monthly.product, monthly.type, monthly.recurring.interval], [product.id, 'recurring', 'month']);
  assert.deepEqual((await stripe.prices.list({ lookup_keys: [key] })).data.map(p => p.id), [monthly.id]);
  assert.equal((await stripe.prices.update(monthly.id, { active: false })).active, false);
});

test('a subscription is paid at once and names its invoice by the new places', async () => {
  const customer = await customerWithCard();
  const monthly = await price();
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: monthly.id }], expand: ['latest_invoice.payments'] });
  assert.equal(subscription.status, 'active');
  assert.ok(subscription.items.data[0].current_period_end > subscription.items.data[0].current_period_start);
  assert.equal(subscription.current_period_end, undefined);
  const invoice = subscription.latest_invoice;
  assert.deepEqual([invoice.status, invoice.billing_reason, invoice.total, invoice.parent.subscription_details.subscription], ['paid', 'subscription_create', 2000, subscription.id]);
  const intent = invoice.payments.data[0].payment.payment_intent;
  const [payment] = (await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent } })).data;
  assert.equal(payment.invoice, invoice.id);
});

test('an upgrade is priced before it is made', async () => {
  const customer = await customerWithCard();
  const [small, large] = [await price(), await price({ unit_amount: 6000 })];
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: small.id }] });
  const items = [{ id: subscription.items.data[0].id, price: large.id }];
  const proration_date = Math.floor(Date.now() / 1000);
  const preview = await stripe.invoices.createPreview({ customer: customer.id, subscription: subscription.id, subscription_details: { items, proration_behavior: 'always_invoice', proration_date } });
  const changed = await stripe.subscriptions.update(subscription.id, { items, proration_behavior: 'always_invoice', proration_date, expand: ['latest_invoice'] });
  assert.equal(changed.items.data[0].price.id, large.id);
  assert.deepEqual([changed.latest_invoice.billing_reason, changed.latest_invoice.total], ['subscription_update', preview.total]);
});

test('a subscription is ended at its period, taken back, and ended now', async () => {
  const customer = await customerWithCard();
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: (await price()).id }] });
  assert.equal((await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true })).cancel_at_period_end, true);
  assert.equal((await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false })).cancel_at_period_end, false);
  assert.equal((await stripe.subscriptions.cancel(subscription.id)).status, 'canceled');
});

test('a session subscribes', async () => {
  const customer = await stripe.customers.create({ name: 'Halden' });
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription', customer: customer.id, success_url: 'http://127.0.0.1:1/done', line_items: [{ price: (await price()).id, quantity: 1 }],
  });
  await control(`sessions/${session.id}/pay`, { card: '4242424242424242' });
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription', 'invoice'] });
  assert.deepEqual([done.status, done.payment_status, done.subscription.status, done.invoice.status], ['complete', 'paid', 'active', 'paid']);
});

test('coupons and promotion codes take off what they say', async () => {
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once' });
  const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: `SAVE${Date.now()}`, max_redemptions: 1 });
  assert.deepEqual([code.promotion.type, code.promotion.coupon, code.active], ['coupon', coupon.id, true]);
  assert.deepEqual((await stripe.promotionCodes.list({ code: code.code, active: true })).data.map(c => c.id), [code.id]);
  const session = await stripe.checkout.sessions.create({
    mode: 'payment', success_url: 'http://127.0.0.1:1/done', discounts: [{ promotion_code: code.id }],
    line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 5000, product_data: { name: '5,000 credits' } } }],
  });
  assert.deepEqual([session.amount_subtotal, session.amount_total, session.total_details.amount_discount], [5000, 3750, 1250]);
  assert.equal((await refused(stripe.promotionCodes.create({ coupon: coupon.id }))).code, 'parameter_unknown');
});

test('an invoice is written, finalized and paid or voided', async () => {
  const customer = await customerWithCard();
  await stripe.invoiceItems.create({ customer: customer.id, amount: 1500, currency: 'eur', description: 'Setup' });
  const draft = await stripe.invoices.create({ customer: customer.id, currency: 'eur', pending_invoice_items_behavior: 'include' });
  assert.deepEqual([draft.status, draft.total], ['draft', 1500]);
  assert.equal((await stripe.invoices.finalizeInvoice(draft.id)).status, 'open');
  assert.equal((await stripe.invoices.pay(draft.id)).status, 'paid');
  assert.deepEqual((await stripe.invoices.list({ customer: customer.id, status: 'paid' })).data.map(i => i.id), [draft.id]);
});
