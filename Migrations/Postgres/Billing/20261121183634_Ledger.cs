using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Billing.Service.Migrations.Postgres.Billing
{
    /// <inheritdoc />
    public partial class Ledger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    asset = table.Column<string>(type: "text", nullable: false),
                    price_book = table.Column<string>(type: "text", nullable: false),
                    created = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "api_key_numbers",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_key_numbers", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "commands",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    request_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    payload = table.Column<string>(type: "text", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    account = table.Column<int>(type: "integer", nullable: false),
                    gateway_customer = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customers", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "grants",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    granted_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    paid_asset = table.Column<string>(type: "text", nullable: true),
                    paid_amount = table.Column<long>(type: "bigint", nullable: true),
                    cause_kind = table.Column<byte>(type: "smallint", nullable: false),
                    cause = table.Column<long>(type: "bigint", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grants", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    event_id = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    received = table.Column<long>(type: "bigint", nullable: false),
                    handled_at = table.Column<long>(type: "bigint", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.event_id);
                });

            migrationBuilder.CreateTable(
                name: "names",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_names", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    mail = table.Column<string>(type: "text", nullable: false),
                    created = table.Column<long>(type: "bigint", nullable: false),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<long>(type: "bigint", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    asset = table.Column<string>(type: "text", nullable: false),
                    @base = table.Column<long>(name: "base", type: "bigint", nullable: false),
                    bonus = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    gateway_customer = table.Column<string>(type: "text", nullable: true),
                    gateway_session = table.Column<string>(type: "text", nullable: true),
                    gateway_payment = table.Column<string>(type: "text", nullable: true),
                    created = table.Column<long>(type: "bigint", nullable: false),
                    paid_at = table.Column<long>(type: "bigint", nullable: true),
                    method = table.Column<string>(type: "text", nullable: true),
                    idempotency_key = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "price_book_versions",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    book = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    effective_from = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_price_book_versions", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_settings", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_accounts_id",
                table: "accounts",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_key_numbers_key",
                table: "api_key_numbers",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_commands_account_number",
                table: "commands",
                columns: new[] { "account", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_commands_number",
                table: "commands",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_customers_gateway_customer",
                table: "customers",
                column: "gateway_customer",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_grants_account",
                table: "grants",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "IX_grants_id",
                table: "grants",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_names_kind_text",
                table: "names",
                columns: new[] { "kind", "text" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_account_number",
                table: "payments",
                columns: new[] { "account", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_gateway_payment",
                table: "payments",
                column: "gateway_payment",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_gateway_session",
                table: "payments",
                column: "gateway_session",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_id",
                table: "payments",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_idempotency_key",
                table: "payments",
                column: "idempotency_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_price_book_versions_book_version",
                table: "price_book_versions",
                columns: new[] { "book", "version" },
                unique: true);

            // Keys begin with the account, so that the tables can be spread by it; usage is partitioned by month.
            migrationBuilder.Sql("""
                CREATE TABLE entries (
                    id bigint NOT NULL, account integer NOT NULL, number bigint NOT NULL, type smallint NOT NULL, amount bigint NOT NULL,
                    balance_after bigint NOT NULL, grant_number integer NOT NULL, cause_kind smallint NOT NULL, cause bigint NOT NULL,
                    price_version integer NOT NULL, price_line integer NOT NULL, occurred bigint NOT NULL, recorded bigint NOT NULL,
                    content bytea NOT NULL, hash bytea NOT NULL, PRIMARY KEY (account, number))
                """);
            migrationBuilder.Sql("""
                CREATE TABLE usage (
                    "row" bigint NOT NULL, account integer NOT NULL, api_key integer NOT NULL, source integer NOT NULL, event_id text NOT NULL,
                    meter integer NOT NULL, model integer NOT NULL, status smallint NOT NULL, http_status integer, occurred bigint NOT NULL,
                    recorded bigint NOT NULL, input_tokens bigint NOT NULL, cached_tokens bigint NOT NULL, cache_write_tokens bigint NOT NULL,
                    output_tokens bigint NOT NULL, reasoning_tokens bigint NOT NULL, prompt_tokens bigint NOT NULL, images bigint NOT NULL,
                    clips bigint NOT NULL, seconds bigint NOT NULL, characters bigint NOT NULL, ram_mib bigint NOT NULL, bytes bigint NOT NULL,
                    gib_hours bigint NOT NULL, resolution integer NOT NULL, upstream bigint, latency_ms integer, ip integer NOT NULL,
                    user_agent integer NOT NULL, resource integer NOT NULL, service integer NOT NULL, environment integer NOT NULL,
                    cost bigint NOT NULL, uncovered bigint NOT NULL, price_version integer NOT NULL, price_line integer NOT NULL,
                    chosen smallint NOT NULL, PRIMARY KEY (account, recorded, "row")) PARTITION BY RANGE (recorded)
                """);
            migrationBuilder.Sql("CREATE TABLE usage_rest PARTITION OF usage DEFAULT");
            migrationBuilder.Sql("""
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
                """);
            foreach (var table in new[] { "entries", "usage", "grants", "commands", "price_book_versions" })
            {
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()");
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()");
            }

            // A partition inherits the row triggers of its table but not the one for TRUNCATE.
            migrationBuilder.Sql("CREATE TRIGGER usage_rest_no_truncate BEFORE TRUNCATE ON usage_rest FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE entries; DROP TABLE usage; DROP FUNCTION refuse_change CASCADE");
            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "api_key_numbers");

            migrationBuilder.DropTable(
                name: "commands");

            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "grants");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "names");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "payments");

            migrationBuilder.DropTable(
                name: "price_book_versions");

            migrationBuilder.DropTable(
                name: "settings");
        }
    }
}
