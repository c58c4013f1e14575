using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Billing.Service.Migrations.Postgres.Billing
{
    /// <inheritdoc />
    public partial class Settlement : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "owed_base",
                table: "payments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "owed_bonus",
                table: "payments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "taken_base",
                table: "payments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "taken_bonus",
                table: "payments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "gateway_subscription",
                table: "subscriptions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "discount",
                table: "payments",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "gateway_invoice",
                table: "payments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "looked_at",
                table: "payments",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "deleted_at",
                table: "customers",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "generation",
                table: "customers",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "validated_at",
                table: "customers",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "validation",
                table: "customers",
                type: "smallint",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<long>(
                name: "frozen",
                table: "accounts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "cards",
                columns: table => new
                {
                    card = table.Column<string>(type: "text", nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    brand = table.Column<string>(type: "text", nullable: false),
                    last4 = table.Column<string>(type: "text", nullable: false),
                    expiry_year = table.Column<int>(type: "integer", nullable: false),
                    expiry_month = table.Column<int>(type: "integer", nullable: false),
                    fingerprint = table.Column<string>(type: "text", nullable: true),
                    funding = table.Column<string>(type: "text", nullable: true),
                    added = table.Column<long>(type: "bigint", nullable: false),
                    removed_at = table.Column<long>(type: "bigint", nullable: true),
                    warned_for = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cards", x => x.card);
                });

            migrationBuilder.CreateTable(
                name: "disputes",
                columns: table => new
                {
                    dispute = table.Column<string>(type: "text", nullable: false),
                    payment = table.Column<long>(type: "bigint", nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    asset = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    answer_by = table.Column<long>(type: "bigint", nullable: true),
                    frozen = table.Column<long>(type: "bigint", nullable: false),
                    taken = table.Column<long>(type: "bigint", nullable: false),
                    debt = table.Column<long>(type: "bigint", nullable: false),
                    opened = table.Column<long>(type: "bigint", nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_disputes", x => x.dispute);
                });

            migrationBuilder.CreateTable(
                name: "refill_notes",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    account = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    last_at = table.Column<long>(type: "bigint", nullable: false),
                    looks = table.Column<int>(type: "integer", nullable: false),
                    balance = table.Column<long>(type: "bigint", nullable: false),
                    threshold = table.Column<long>(type: "bigint", nullable: false),
                    decision = table.Column<string>(type: "text", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    payment = table.Column<byte[]>(type: "bytea", maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refill_notes", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "refills",
                columns: table => new
                {
                    account = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    threshold = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    month_ceiling = table.Column<long>(type: "bigint", nullable: false),
                    day_limit = table.Column<int>(type: "integer", nullable: false),
                    paused_because = table.Column<string>(type: "text", nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    not_before = table.Column<long>(type: "bigint", nullable: true),
                    last_attempt = table.Column<long>(type: "bigint", nullable: true),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refills", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "refunds",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    idempotency_key = table.Column<string>(type: "text", nullable: true),
                    gateway_refund = table.Column<string>(type: "text", nullable: true),
                    payment = table.Column<long>(type: "bigint", nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    asset = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<byte>(type: "smallint", nullable: false),
                    from_base = table.Column<long>(type: "bigint", nullable: false),
                    from_bonus = table.Column<long>(type: "bigint", nullable: false),
                    debt = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    actor = table.Column<string>(type: "text", nullable: false),
                    failure = table.Column<string>(type: "text", nullable: true),
                    created = table.Column<long>(type: "bigint", nullable: false),
                    settled_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refunds", x => x.number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_subscriptions_gateway_subscription",
                table: "subscriptions",
                column: "gateway_subscription",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_gateway_invoice",
                table: "payments",
                column: "gateway_invoice",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_cards_account",
                table: "cards",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "IX_disputes_account",
                table: "disputes",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "IX_disputes_payment",
                table: "disputes",
                column: "payment");

            migrationBuilder.CreateIndex(
                name: "IX_refill_notes_account_number",
                table: "refill_notes",
                columns: new[] { "account", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_refunds_account",
                table: "refunds",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "IX_refunds_gateway_refund",
                table: "refunds",
                column: "gateway_refund",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_refunds_idempotency_key",
                table: "refunds",
                column: "idempotency_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_refunds_payment",
                table: "refunds",
                column: "payment");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cards");

            migrationBuilder.DropTable(
                name: "disputes");

            migrationBuilder.DropTable(
                name: "refill_notes");

            migrationBuilder.DropTable(
                name: "refills");

            migrationBuilder.DropTable(
                name: "refunds");

            migrationBuilder.DropIndex(
                name: "IX_subscriptions_gateway_subscription",
                table: "subscriptions");

            migrationBuilder.DropIndex(
                name: "IX_payments_gateway_invoice",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "owed_base",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "owed_bonus",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "taken_base",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "taken_bonus",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "gateway_subscription",
                table: "subscriptions");

            migrationBuilder.DropColumn(
                name: "discount",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "gateway_invoice",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "looked_at",
                table: "payments");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "generation",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "validated_at",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "validation",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "frozen",
                table: "accounts");
        }
    }
}
