using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Service.Migrations.Sqlite.Billing
{
    /// <inheritdoc />
    public partial class Plans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "failure",
                table: "payments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "purpose",
                table: "payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)1);

            migrationBuilder.AddColumn<string>(
                name: "subject",
                table: "payments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "card",
                table: "customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "card_label",
                table: "customers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "credit_on_account",
                table: "accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "invoiced_until",
                table: "accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "next_due",
                table: "accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "billing_profiles",
                columns: table => new
                {
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    country = table.Column<string>(type: "TEXT", nullable: false),
                    in_eu = table.Column<bool>(type: "INTEGER", nullable: false),
                    business = table.Column<bool>(type: "INTEGER", nullable: false),
                    company = table.Column<string>(type: "TEXT", nullable: true),
                    vat_number = table.Column<string>(type: "TEXT", nullable: true),
                    local_rate = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_billing_profiles", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "collections",
                columns: table => new
                {
                    invoice = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt = table.Column<long>(type: "INTEGER", nullable: true),
                    failed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    paid_at = table.Column<long>(type: "INTEGER", nullable: true),
                    lifted = table.Column<byte>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_collections", x => x.invoice);
                });

            migrationBuilder.CreateTable(
                name: "environments",
                columns: table => new
                {
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    limit = table.Column<long>(type: "INTEGER", nullable: true),
                    created = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_environments", x => new { x.account, x.name });
                });

            migrationBuilder.CreateTable(
                name: "feature_counts",
                columns: table => new
                {
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    feature = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feature_counts", x => new { x.account, x.feature });
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    corrects = table.Column<long>(type: "INTEGER", nullable: true),
                    period_start = table.Column<long>(type: "INTEGER", nullable: false),
                    period_end = table.Column<long>(type: "INTEGER", nullable: false),
                    issued = table.Column<long>(type: "INTEGER", nullable: false),
                    asset = table.Column<string>(type: "TEXT", nullable: false),
                    subtotal = table.Column<long>(type: "INTEGER", nullable: false),
                    tax = table.Column<long>(type: "INTEGER", nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    account_credit = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invoices", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "leases",
                columns: table => new
                {
                    job = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leases", x => x.job);
                });

            migrationBuilder.CreateTable(
                name: "quotes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    interval = table.Column<byte>(type: "INTEGER", nullable: false),
                    coupon = table.Column<string>(type: "TEXT", nullable: true),
                    due_now = table.Column<long>(type: "INTEGER", nullable: false),
                    asset = table.Column<string>(type: "TEXT", nullable: false),
                    offer = table.Column<string>(type: "TEXT", nullable: false),
                    standing = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created = table.Column<long>(type: "INTEGER", nullable: false),
                    valid_until = table.Column<long>(type: "INTEGER", nullable: false),
                    accepted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quotes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "redemptions",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    purchase = table.Column<string>(type: "TEXT", nullable: true),
                    held_until = table.Column<long>(type: "INTEGER", nullable: true),
                    discount = table.Column<long>(type: "INTEGER", nullable: false),
                    credits = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redemptions", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "resource_events",
                columns: table => new
                {
                    resource = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    reason = table.Column<byte>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    recorded = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resource_events", x => new { x.resource, x.number });
                });

            migrationBuilder.CreateTable(
                name: "resources",
                columns: table => new
                {
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<string>(type: "TEXT", nullable: false),
                    instances = table.Column<int>(type: "INTEGER", nullable: false),
                    created = table.Column<long>(type: "INTEGER", nullable: false),
                    wanted = table.Column<bool>(type: "INTEGER", nullable: false),
                    running = table.Column<bool>(type: "INTEGER", nullable: false),
                    paid_until = table.Column<long>(type: "INTEGER", nullable: true),
                    paused_for_funds_at = table.Column<long>(type: "INTEGER", nullable: true),
                    blocked = table.Column<bool>(type: "INTEGER", nullable: false),
                    metered_until = table.Column<long>(type: "INTEGER", nullable: true),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_event = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resources", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "running_sums",
                columns: table => new
                {
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    name = table.Column<int>(type: "INTEGER", nullable: false),
                    window = table.Column<long>(type: "INTEGER", nullable: false),
                    exact = table.Column<string>(type: "TEXT", nullable: false),
                    booked = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_running_sums", x => new { x.account, x.kind, x.name, x.window });
                });

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    interval = table.Column<byte>(type: "INTEGER", nullable: false),
                    period_start = table.Column<long>(type: "INTEGER", nullable: false),
                    period_end = table.Column<long>(type: "INTEGER", nullable: false),
                    months_granted = table.Column<int>(type: "INTEGER", nullable: false),
                    next_plan = table.Column<string>(type: "TEXT", nullable: true),
                    next_interval = table.Column<byte>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    next_attempt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_subscriptions", x => x.account);
                });

            migrationBuilder.CreateIndex(
                name: "IX_collections_account_state",
                table: "collections",
                columns: new[] { "account", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_collections_next_attempt",
                table: "collections",
                column: "next_attempt");

            migrationBuilder.CreateIndex(
                name: "IX_invoices_account_number",
                table: "invoices",
                columns: new[] { "account", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_invoices_id",
                table: "invoices",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_account",
                table: "redemptions",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "IX_redemptions_code_account",
                table: "redemptions",
                columns: new[] { "code", "account" });

            migrationBuilder.CreateIndex(
                name: "IX_resources_account_number",
                table: "resources",
                columns: new[] { "account", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_resources_id",
                table: "resources",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_subscriptions_period_end",
                table: "subscriptions",
                column: "period_end");

            // As the ledger's: what was issued or has happened is never changed. REPLACE fires no delete trigger, so an
            // insert over a row that exists is refused too.
            foreach (var (table, same) in new[] { ("invoices", "number = NEW.number"), ("resource_events", "resource = NEW.resource AND number = NEW.number") })
            {
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END");
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END");
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END");
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "billing_profiles");

            migrationBuilder.DropTable(
                name: "collections");

            migrationBuilder.DropTable(
                name: "environments");

            migrationBuilder.DropTable(
                name: "feature_counts");

            migrationBuilder.DropTable(
                name: "invoices");

            migrationBuilder.DropTable(
                name: "leases");

            migrationBuilder.DropTable(
                name: "quotes");

            migrationBuilder.DropTable(
                name: "redemptions");

            migrationBuilder.DropTable(
                name: "resource_events");

            migrationBuilder.DropTable(
                name: "resources");

            migrationBuilder.DropTable(
                name: "running_sums");

            migrationBuilder.DropTable(
                name: "subscriptions");

            migrationBuilder.DropColumn(
                name: "failure",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "purpose",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "subject",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "card",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "card_label",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "credit_on_account",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "invoiced_until",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "next_due",
                table: "accounts");
        }
    }
}
