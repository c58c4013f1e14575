using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Billing.Service.Migrations.Postgres.Billing
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
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "purpose",
                table: "payments",
                type: "smallint",
                nullable: false,
                defaultValue: (byte)1);

            migrationBuilder.AddColumn<string>(
                name: "subject",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "card",
                table: "customers",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "card_label",
                table: "customers",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "credit_on_account",
                table: "accounts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "invoiced_until",
                table: "accounts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "next_due",
                table: "accounts",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "billing_profiles",
                columns: table => new
                {
                    account = table.Column<int>(type: "integer", nullable: false),
                    country = table.Column<string>(type: "text", nullable: false),
                    in_eu = table.Column<bool>(type: "boolean", nullable: false),
                    business = table.Column<bool>(type: "boolean", nullable: false),
                    company = table.Column<string>(type: "text", nullable: true),
                    vat_number = table.Column<string>(type: "text", nullable: true),
                    local_rate = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_billing_profiles", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "collections",
                columns: table => new
                {
                    invoice = table.Column<long>(type: "bigint", nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt = table.Column<long>(type: "bigint", nullable: true),
                    failed_at = table.Column<long>(type: "bigint", nullable: true),
                    paid_at = table.Column<long>(type: "bigint", nullable: true),
                    lifted = table.Column<byte>(type: "smallint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_collections", x => x.invoice);
                });

            migrationBuilder.CreateTable(
                name: "environments",
                columns: table => new
                {
                    account = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    limit = table.Column<long>(type: "bigint", nullable: true),
                    created = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_environments", x => new { x.account, x.name });
                });

            migrationBuilder.CreateTable(
                name: "feature_counts",
                columns: table => new
                {
                    account = table.Column<int>(type: "integer", nullable: false),
                    feature = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feature_counts", x => new { x.account, x.feature });
                });

            migrationBuilder.CreateTable(
                name: "invoices",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    id = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    corrects = table.Column<long>(type: "bigint", nullable: true),
                    period_start = table.Column<long>(type: "bigint", nullable: false),
                    period_end = table.Column<long>(type: "bigint", nullable: false),
                    issued = table.Column<long>(type: "bigint", nullable: false),
                    asset = table.Column<string>(type: "text", nullable: false),
                    subtotal = table.Column<long>(type: "bigint", nullable: false),
                    tax = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    account_credit = table.Column<long>(type: "bigint", nullable: false),
                    due = table.Column<long>(type: "bigint", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invoices", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "leases",
                columns: table => new
                {
                    job = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leases", x => x.job);
                });

            migrationBuilder.CreateTable(
                name: "quotes",
                columns: table => new
                {
                    id = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    interval = table.Column<byte>(type: "smallint", nullable: false),
                    coupon = table.Column<string>(type: "text", nullable: true),
                    due_now = table.Column<long>(type: "bigint", nullable: false),
                    asset = table.Column<string>(type: "text", nullable: false),
                    offer = table.Column<string>(type: "text", nullable: false),
                    standing = table.Column<byte[]>(type: "bytea", nullable: false),
                    created = table.Column<long>(type: "bigint", nullable: false),
                    valid_until = table.Column<long>(type: "bigint", nullable: false),
                    accepted_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_quotes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "redemptions",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    account = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    purchase = table.Column<string>(type: "text", nullable: true),
                    held_until = table.Column<long>(type: "bigint", nullable: true),
                    discount = table.Column<long>(type: "bigint", nullable: false),
                    credits = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redemptions", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "resource_events",
                columns: table => new
                {
                    resource = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    reason = table.Column<byte>(type: "smallint", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    recorded = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resource_events", x => new { x.resource, x.number });
                });

            migrationBuilder.CreateTable(
                name: "resources",
                columns: table => new
                {
                    number = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<string>(type: "text", nullable: false),
                    instances = table.Column<int>(type: "integer", nullable: false),
                    created = table.Column<long>(type: "bigint", nullable: false),
                    wanted = table.Column<bool>(type: "boolean", nullable: false),
                    running = table.Column<bool>(type: "boolean", nullable: false),
                    paid_until = table.Column<long>(type: "bigint", nullable: true),
                    paused_for_funds_at = table.Column<long>(type: "bigint", nullable: true),
                    blocked = table.Column<bool>(type: "boolean", nullable: false),
                    metered_until = table.Column<long>(type: "bigint", nullable: true),
                    deleted_at = table.Column<long>(type: "bigint", nullable: true),
                    last_event = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_resources", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "running_sums",
                columns: table => new
                {
                    account = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<byte>(type: "smallint", nullable: false),
                    name = table.Column<int>(type: "integer", nullable: false),
                    window = table.Column<long>(type: "bigint", nullable: false),
                    exact = table.Column<string>(type: "text", nullable: false),
                    booked = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_running_sums", x => new { x.account, x.kind, x.name, x.window });
                });

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    account = table.Column<int>(type: "integer", nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    interval = table.Column<byte>(type: "smallint", nullable: false),
                    period_start = table.Column<long>(type: "bigint", nullable: false),
                    period_end = table.Column<long>(type: "bigint", nullable: false),
                    months_granted = table.Column<int>(type: "integer", nullable: false),
                    next_plan = table.Column<string>(type: "text", nullable: true),
                    next_interval = table.Column<byte>(type: "smallint", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: true),
                    failed_at = table.Column<long>(type: "bigint", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt = table.Column<long>(type: "bigint", nullable: true)
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

            // As the ledger's: what was issued or has happened is never changed.
            foreach (var table in new[] { "invoices", "resource_events" })
            {
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()");
                migrationBuilder.Sql($"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()");
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
