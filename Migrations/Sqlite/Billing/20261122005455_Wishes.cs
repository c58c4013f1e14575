using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Service.Migrations.Sqlite.Billing
{
    /// <inheritdoc />
    public partial class Wishes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "gateway_wish",
                table: "subscriptions",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "gateway_wish",
                table: "subscriptions");
        }
    }
}
