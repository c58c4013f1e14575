using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Billing.Service.Migrations.Sqlite.Billing
{
    /// <inheritdoc />
    public partial class CardAtGateway : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "gateway_card",
                table: "customers",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "gateway_card",
                table: "customers");
        }
    }
}
