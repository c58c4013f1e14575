using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Service.Migrations.Sqlite.Billing
{
    /// <inheritdoc />
    public partial class Inbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "created",
                table: "inbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "customer",
                table: "inbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "not_before",
                table: "inbox",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "inbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte>(
                name: "subject",
                table: "inbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<string>(
                name: "subject_id",
                table: "inbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_inbox_handled_at",
                table: "inbox",
                column: "handled_at");

            migrationBuilder.CreateIndex(
                name: "IX_inbox_received",
                table: "inbox",
                column: "received");

            // What was worked off needs no payload any more, and what is waiting is read once more with it.
            migrationBuilder.Sql("UPDATE inbox SET created = received");
            migrationBuilder.Sql("UPDATE inbox SET body = X'' WHERE handled_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_inbox_handled_at",
                table: "inbox");

            migrationBuilder.DropIndex(
                name: "IX_inbox_received",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "created",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "customer",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "not_before",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "note",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "subject",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "subject_id",
                table: "inbox");
        }
    }
}
