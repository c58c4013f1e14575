import assert from 'node:assert/strict';
import test from 'node:test';
import Stripe from 'stripe';
import { control, eventually, listen, refused, stripe } from './sandbox.mjs';

const paid = (more = {}) => stripe.paymentIntents.create({ amount: 1000, currency: 'eur', confirm: true, payment_method: 'pm_card_visa', ...more });

const order = more => ({
  mode: 'payment',
  success_url: 'http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}',
  line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: 5000, product_data: { name: '5,000 credits' } } }],
  ...more,
});

test('the client and the sandbox are of one API version', async () => {
  const customer = await stripe.customers.create({ name: 'Halden' });
  assert.equal(customer.lastResponse.apiVersion, Stripe.API_VERSION);
  assert.match(customer.lastResponse.requestId, /^req_/);
});

test('a payment goes through, another is declined with all that a caller needs', async () => {
  const intent = await paid({ metadata: { order: '7' }, expand: ['latest_charge.balance_transaction'] });
  assert.deepEqual([intent.status, intent.amount_received, intent.latest_charge.metadata.order], ['succeeded', 1000, '7']);
  assert.equal(intent.latest_charge.balance_transaction.net, 1000 - intent.latest_charge.balance_transaction.fee);

  const error = await refused(paid({ payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds' }));
  assert.ok(error instanceof Stripe.errors.StripeCardError);
  assert.deepEqual([error.statusCode, error.code, error.decline_code], [402, 'card_declined', 'insufficient_funds']);
  assert.equal(error.payment_intent.status, 'requires_payment_method');
  assert.equal(error.charge, error.payment_intent.latest_charge);
});

test('a card that wants its owner fails off session, and is called off', async () => {
  const customer = await stripe.customers.create({ name: 'Halden' });
  const card = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer: customer.id });
  const error = await refused(paid({ customer: customer.id, payment_method: card.id, off_session: true }));
  assert.deepEqual([error.statusCode, error.code], [402, 'authentication_required']);
  const canceled = await stripe.paymentIntents.cancel(error.payment_intent.id, { cancellation_reason: 'abandoned' });
  assert.deepEqual([canceled.status, canceled.cancellation_reason], ['canceled', 'abandoned']);
});

test('a hold is captured in part', async () => {
  const held = await paid({ capture_method: 'manual' });
  assert.deepEqual([held.status, held.amount_capturable], ['requires_capture', 1000]);
  const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 600 });
  assert.deepEqual([taken.status, taken.amount_received], ['succeeded', 600]);
});

test('a checkout session is paid and read back with what it expands to', async () => {
  const session = await stripe.checkout.sessions.create(order({ client_reference_id: '7' }));
  assert.deepEqual([session.status, session.payment_status, session.amount_total], ['open', 'unpaid', 5000]);
  assert.equal((await control(`sessions/${session.id}/pay`, { card: '4000000000000002' })).message, 'Your card was declined.');
  assert.equal((await control(`sessions/${session.id}/pay`, { card: '4242424242424242' })).paid, true);
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge', 'line_items'] });
  assert.deepEqual([done.status, done.payment_status, done.payment_intent.latest_charge.payment_method_details.card.last4], ['complete', 'paid', '4242']);
  assert.equal(done.line_items.data[0].description, '5,000 credits');
});

test('a session saves a card', async () => {
  const customer = await stripe.customers.create({ name: 'Halden' });
  const session = await stripe.checkout.sessions.create({ mode: 'setup', currency: 'eur', customer: customer.id, success_url: 'http://127.0.0.1:1/done' });
  await control(`sessions/${session.id}/pay`, { card: '4000002500003155' });
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent.payment_method'] });
  assert.deepEqual([done.status, done.setup_intent.status, done.setup_intent.payment_method.customer], ['complete', 'succeeded', customer.id]);
  const later = await paid({ customer: customer.id, payment_method: done.setup_intent.payment_method.id, off_session: true });
  assert.equal(later.status, 'succeeded');
});

test('a debit is unpaid until its bank answers', async () => {
  const session = await stripe.checkout.sessions.create(order({ payment_method_types: ['sepa_debit'] }));
  await control(`sessions/${session.id}/pay`, { card: 'DE89370400440532013000' });
  const waiting = await stripe.checkout.sessions.retrieve(session.id);
  assert.deepEqual([waiting.status, waiting.payment_status], ['complete', 'unpaid']);
  await control(`payment_intents/${waiting.payment_intent}/answer_debit`);
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
});

test('a payment is refunded up to its amount', async () => {
  const intent = await paid();
  const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 400, reason: 'requested_by_customer', metadata: { order: '7' } });
  assert.deepEqual([refund.status, refund.amount, refund.metadata.order], ['succeeded', 400, '7']);
  assert.equal((await refused(stripe.refunds.create({ payment_intent: intent.id, amount: 601 }))).param, 'amount');
  await stripe.refunds.create({ payment_intent: intent.id });
  assert.equal((await refused(stripe.refunds.create({ payment_intent: intent.id }))).code, 'charge_already_refunded');
  const charge = await stripe.charges.retrieve(intent.latest_charge, { expand: ['refunds'] });
  assert.deepEqual([charge.refunded, charge.refunds.data.length], [true, 2]);
});

test('a dispute takes the money, is answered and won', async () => {
  const intent = await paid();
  const { dispute: id } = await control(`charges/${intent.id}/open_dispute`, { reason: 'product_not_received' });
  const [found] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
  assert.deepEqual([found.id, found.status, found.reason, found.balance_transactions[0].amount], [id, 'needs_response', 'product_not_received', -1000]);
  assert.equal((await refused(stripe.refunds.create({ payment_intent: intent.id }))).code, 'charge_disputed');
  assert.equal((await stripe.disputes.update(id, { evidence: { product_description: 'Credits' } })).status, 'under_review');
  await control(`disputes/${id}/decide`, { outcome: 'won' });
  assert.equal((await stripe.disputes.retrieve(id)).status, 'won');
});

test('lists are walked page by page', async () => {
  const customer = await stripe.customers.create({ name: 'Pages' });
  const made = [];
  for (let i = 0; i < 5; i++) made.push((await paid({ customer: customer.id })).id);
  const walked = [];
  for await (const intent of stripe.paymentIntents.list({ customer: customer.id, limit: 2 })) walked.push(intent.id);
  assert.deepEqual(walked, made.reverse());
});

test('a key answers its first result again, and nothing else', async () => {
  const options = { idempotencyKey: `refill:${Date.now()}:1` };
  const first = await stripe.customers.create({ name: 'A' }, options);
  const again = await stripe.customers.create({ name: 'A' }, options);
  assert.equal(again.id, first.id);
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
  const other = await refused(stripe.customers.create({ name: 'B' }, options));
  assert.ok(other instanceof Stripe.errors.StripeIdempotencyError);
});

test('a fault is the kind of error the client knows', async () => {
  await control('faults', { path: '/v1/customers', kind: 'rate_limit' });
  assert.ok((await refused(stripe.customers.create({ name: 'A' }))) instanceof Stripe.errors.StripeRateLimitError);
  await control('faults', { path: '/v1/customers', kind: 'garbage' });
  assert.ok((await refused(stripe.customers.create({ name: 'A' }))) instanceof Stripe.errors.StripeAPIError);
  await control('faults', { path: '/v1/customers', kind: 'server_error' });
  assert.ok((await refused(stripe.customers.create({ name: 'A' }))) instanceof Stripe.errors.StripeAPIError);
});

test('an answer that is lost is asked for again under its key', async () => {
  await control('faults', { path: '/v1/customers', kind: 'lost_answer' });
  const customer = await stripe.customers.create({ name: 'Lost' }, { idempotencyKey: `customer:${Date.now()}`, maxNetworkRetries: 1 });
  assert.equal(customer.lastResponse.headers['idempotent-replayed'], 'true');
});

test('a delivery is verified and read', async () => {
  const listener = await listen();
  try {
    const endpoint = await stripe.webhookEndpoints.create({ url: listener.url, enabled_events: ['payment_intent.succeeded'], api_version: Stripe.API_VERSION });
    const intent = await paid();
    await eventually(() => listener.received.length > 0, 'delivery');
    const [{ body, signature }] = listener.received;
    const event = await stripe.webhooks.constructEventAsync(body, signature, endpoint.secret);
    assert.deepEqual([event.type, event.data.object.id, event.api_version], ['payment_intent.succeeded', intent.id, Stripe.API_VERSION]);
    await assert.rejects(stripe.webhooks.constructEventAsync(body + ' ', signature, endpoint.secret), Stripe.errors.StripeSignatureVerificationError);
    assert.equal((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret, undefined);
    await stripe.webhookEndpoints.del(endpoint.id);
  } finally {
    listener.close();
  }
});

test('the customer is led to their own page', async () => {
  const customer = await stripe.customers.create({ name: 'Halden' });
  const portal = await stripe.billingPortal.sessions.create({ customer: customer.id, return_url: 'http://127.0.0.1:1/account' });
  assert.match(await (await fetch(portal.url)).text(), /Payment methods/);
});

test('nothing unknown is taken, and nothing live', async () => {
  assert.equal((await refused(stripe.customers.create({ nickname: 'x' }))).code, 'parameter_unknown');
  assert.equal((await refused(stripe.customers.list({ sort: 'name' }))).code, 'parameter_unknown');
  assert.equal((await refused(stripe.customers.retrieve('cus_none'))).code, 'resource_missing');
  assert.ok((await refused(stripe.customers.list({}, { apiKey: 'sk_live_x' }))) instanceof Stripe.errors.StripeAuthenticationError);
});
