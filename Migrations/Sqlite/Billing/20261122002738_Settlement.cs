using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Service.Migrations.Sqlite.Billing
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "owed_bonus",
                table: "payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "taken_base",
                table: "payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "taken_bonus",
                table: "payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "gateway_subscription",
                table: "subscriptions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "discount",
                table: "payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "gateway_invoice",
                table: "payments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "looked_at",
                table: "payments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "deleted_at",
                table: "customers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "generation",
                table: "customers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "validated_at",
                table: "customers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "validation",
                table: "customers",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<long>(
                name: "frozen",
                table: "accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "cards",
                columns: table => new
                {
                    card = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    brand = table.Column<string>(type: "TEXT", nullable: false),
                    last4 = table.Column<string>(type: "TEXT", nullable: false),
                    expiry_year = table.Column<int>(type: "INTEGER", nullable: false),
                    expiry_month = table.Column<int>(type: "INTEGER", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: true),
                    funding = table.Column<string>(type: "TEXT", nullable: true),
                    added = table.Column<long>(type: "INTEGER", nullable: false),
                    removed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    warned_for = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cards", x => x.card);
                });

            migrationBuilder.CreateTable(
                name: "disputes",
                columns: table => new
                {
                    dispute = table.Column<string>(type: "TEXT", nullable: false),
                    payment = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    asset = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    answer_by = table.Column<long>(type: "INTEGER", nullable: true),
                    frozen = table.Column<long>(type: "INTEGER", nullable: false),
                    taken = table.Column<long>(type: "INTEGER", nullable: false),
                    debt = table.Column<long>(type: "INTEGER", nullable: false),
                    opened = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_disputes", x => x.dispute);
                });

            migrationBuilder.CreateTable(
                name: "refill_notes",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false),
                    looks = table.Column<int>(type: "INTEGER", nullable: false),
                    balance = table.Column<long>(type: "INTEGER", nullable: false),
                    threshold = table.Column<long>(type: "INTEGER", nullable: false),
                    decision = table.Column<string>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: false),
                    payment = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refill_notes", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "refills",
                columns: table => new
                {
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    threshold = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    month_ceiling = table.Column<long>(type: "INTEGER", nullable: false),
                    day_limit = table.Column<int>(type: "INTEGER", nullable: false),
                    paused_because = table.Column<string>(type: "TEXT", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    not_before = table.Column<long>(type: "INTEGER", nullable: true),
                    last_attempt = table.Column<long>(type: "INTEGER", nullable: true),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refills", x => x.account);
                });

            migrationBuilder.CreateTable(
                name: "refunds",
                columns: table => new
                {
                    number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    idempotency_key = table.Column<string>(type: "TEXT", nullable: true),
                    gateway_refund = table.Column<string>(type: "TEXT", nullable: true),
                    payment = table.Column<long>(type: "INTEGER", nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    asset = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<byte>(type: "INTEGER", nullable: false),
                    from_base = table.Column<long>(type: "INTEGER", nullable: false),
                    from_bonus = table.Column<long>(type: "INTEGER", nullable: false),
                    debt = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    failure = table.Column<string>(type: "TEXT", nullable: true),
                    created = table.Column<long>(type: "INTEGER", nullable: false),
                    settled_at = table.Column<long>(type: "INTEGER", nullable: true)
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
