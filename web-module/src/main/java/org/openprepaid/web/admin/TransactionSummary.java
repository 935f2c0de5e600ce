package org.openprepaid.web.admin;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A transaction in one line.
 *
 * @param decidedAt UTC
 * @param card masked, {@code null} when the card is unknown
 * @param amount in minor units
 */
@Schema(description = "A transaction in one line")
public record TransactionSummary(
    @Schema(description = "Its id, a decimal number as text") String id,
    @Schema(description = "Retrieval reference number (field 37)") String rrn,
    @Schema(example = "PURCHASE") String kind,
    @Schema(description = "APPROVED, DECLINED, REVERSED or VOIDED") String state,
    @Schema(example = "00") String responseCode,
    @Schema(description = "Response code in words", example = "APPROVED") String meaning,
    @Schema(description = "Authorisation code, empty when declined") String authCode,
    @Schema(example = "622700******1234") String card,
    @Schema(description = "In minor units", example = "3000") long amount,
    @Schema(example = "CNY") String currency,
    @Schema(description = "POS, REST or BACK_OFFICE") String channel,
    String merchantId,
    String terminalId,
    int batch,
    int trace,
    String businessDate,
    @Schema(description = "UTC") String decidedAt) {}
