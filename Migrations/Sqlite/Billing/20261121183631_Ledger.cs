using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Service.Migrations.Sqlite.Billing
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
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    asset = table.Column<string>(type: "TEXT", nullable: false),
                    price_book = table.Column<string>(type: "TEXT", nullable: false),
                    created = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_accounts", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "api_key_numbers",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_key_numbers", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "commands",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    request_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    payload = table.Column<string>(type: "TEXT", nullable: true),
                    answer = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commands", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    gateway_customer = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_customers", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "grants",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    granted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    paid_asset = table.Column<string>(type: "TEXT", nullable: true),
                    paid_amount = table.Column<long>(type: "INTEGER", nullable: true),
                    cause_kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    cause = table.Column<long>(type: "INTEGER", nullable: false),
                    reference = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grants", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    event_id = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    received = table.Column<long>(type: "INTEGER", nullable: false),
                    handled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.event_id);
                });

            migrationBuilder.CreateTable(
                name: "names",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_names", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    mail = table.Column<string>(type: "TEXT", nullable: false),
                    created = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    not_before = table.Column<long>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    asset = table.Column<string>(type: "TEXT", nullable: false),
                    @base = table.Column<long>(name: "base", type: "INTEGER", nullable: false),
                    bonus = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    gateway_customer = table.Column<string>(type: "TEXT", nullable: true),
                    gateway_session = table.Column<string>(type: "TEXT", nullable: true),
                    gateway_payment = table.Column<string>(type: "TEXT", nullable: true),
                    created = table.Column<long>(type: "INTEGER", nullable: false),
                    paid_at = table.Column<long>(type: "INTEGER", nullable: true),
                    method = table.Column<string>(type: "TEXT", nullable: true),
                    idempotency_key = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "price_book_versions",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    book = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    effective_from = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_price_book_versions", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
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

            // The hot table: written by prepared commands only, without a secondary index. Rows are sealed by triggers;
            // REPLACE deletes without firing delete triggers, so an insert may only go behind the last row.
            migrationBuilder.Sql("""
                CREATE TABLE entries (
                    id INTEGER PRIMARY KEY, account INTEGER NOT NULL, number INTEGER NOT NULL, type INTEGER NOT NULL, amount INTEGER NOT NULL,
                    balance_after INTEGER NOT NULL, grant_number INTEGER NOT NULL, cause_kind INTEGER NOT NULL, cause INTEGER NOT NULL,
                    price_version INTEGER NOT NULL, price_line INTEGER NOT NULL, occurred INTEGER NOT NULL, recorded INTEGER NOT NULL,
                    content BLOB NOT NULL, hash BLOB NOT NULL)
                """);
            foreach (var (table, key) in new[] { ("entries", "id"), ("grants", "number"), ("commands", "number"), ("price_book_versions", "number") })
            {
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END");
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END");
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN NEW.{key} <= (SELECT max({key}) FROM {table}) BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END");
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE entries");
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
