namespace Billing.Service.Views;

/// <summary>
/// The tables of views.db. Everything in it follows from billing.db up to the place in <c>applied</c>, which is written
/// in the same transaction, so the file may be deleted at any time.
/// </summary>
internal static class ViewsSchema
{
    /// <summary>Raised with every change of shape or meaning; a file of another version is built anew.</summary>
    public const int Version = 1;

    public const string Create =
        """
        CREATE TABLE applied (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            usage INTEGER NOT NULL, entry INTEGER NOT NULL,
            usage_hash INTEGER NOT NULL, entry_hash BLOB NOT NULL);
        INSERT INTO applied VALUES (1, 0, 0, 0, zeroblob(32));

        CREATE TABLE usage_at (
            account INTEGER NOT NULL, occurred INTEGER NOT NULL, usage INTEGER NOT NULL,
            PRIMARY KEY (account, occurred, usage)) WITHOUT ROWID;
        CREATE TABLE usage_hash (
            hash INTEGER NOT NULL, usage INTEGER NOT NULL,
            PRIMARY KEY (hash, usage)) WITHOUT ROWID;
        CREATE TABLE entry_at (
            account INTEGER NOT NULL, number INTEGER NOT NULL, entry INTEGER NOT NULL,
            PRIMARY KEY (account, number)) WITHOUT ROWID;

        CREATE TABLE usage_hour (
            account INTEGER NOT NULL, slot INTEGER NOT NULL,
            meter INTEGER NOT NULL, model INTEGER NOT NULL, api_key INTEGER NOT NULL, environment INTEGER NOT NULL,
            resource INTEGER NOT NULL, service INTEGER NOT NULL, status INTEGER NOT NULL,
            requests INTEGER NOT NULL, cost INTEGER NOT NULL, uncovered INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, cache_write_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL,
            PRIMARY KEY (account, slot, meter, model, api_key, environment, resource, service, status)) WITHOUT ROWID;
        CREATE TABLE usage_day (
            account INTEGER NOT NULL, slot INTEGER NOT NULL,
            meter INTEGER NOT NULL, model INTEGER NOT NULL, api_key INTEGER NOT NULL, environment INTEGER NOT NULL,
            resource INTEGER NOT NULL, service INTEGER NOT NULL, status INTEGER NOT NULL,
            requests INTEGER NOT NULL, cost INTEGER NOT NULL, uncovered INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL, cached_tokens INTEGER NOT NULL, cache_write_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL, prompt_tokens INTEGER NOT NULL,
            PRIMARY KEY (account, slot, meter, model, api_key, environment, resource, service, status)) WITHOUT ROWID;

        CREATE TABLE ledger_recorded (
            account INTEGER NOT NULL, hour INTEGER NOT NULL, run INTEGER NOT NULL,
            type INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, last_entry INTEGER NOT NULL, last_cause INTEGER NOT NULL,
            entries INTEGER NOT NULL, calls INTEGER NOT NULL, credit INTEGER NOT NULL, debit INTEGER NOT NULL,
            PRIMARY KEY (account, hour, run)) WITHOUT ROWID;
        CREATE TABLE ledger_occurred (
            account INTEGER NOT NULL, hour INTEGER NOT NULL, run INTEGER NOT NULL,
            type INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, last_entry INTEGER NOT NULL, last_cause INTEGER NOT NULL,
            entries INTEGER NOT NULL, calls INTEGER NOT NULL, credit INTEGER NOT NULL, debit INTEGER NOT NULL,
            PRIMARY KEY (account, hour, run)) WITHOUT ROWID;

        CREATE TABLE wallet (
            account INTEGER PRIMARY KEY, balance INTEGER NOT NULL, last_number INTEGER NOT NULL, last_hash BLOB NOT NULL);
        CREATE TABLE grant_left (
            account INTEGER NOT NULL, number INTEGER NOT NULL, hour INTEGER NOT NULL, remaining INTEGER NOT NULL,
            PRIMARY KEY (account, number, hour)) WITHOUT ROWID;
        """;
}
