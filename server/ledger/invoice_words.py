"""What invoices say in the four languages of their buyers."""

from dataclasses import dataclass

from server.ledger.invoice_lines import Words


@dataclass(frozen=True, slots=True)
class InvoiceWords:
    """One language. ``{number}`` and the like are filled in."""

    locale: str
    lines: Words
    invoice: str
    credit_note: str
    corrects: str
    invoice_number: str
    credit_note_number: str
    issued_on: str
    supplied_on: str
    order: str
    payment: str
    bill_to: str
    vat_id: str
    description: str
    quantity: str
    unit_price: str
    tax: str
    net: str
    gross: str
    taxed_at: str
    total: str
    credited: str
    prices_with_tax: str
    prices_without_tax: str
    price_without_tax: str
    reverse_charge: str
    test_money: str
    page: str
    methods: dict[str, str]


ENGLISH = InvoiceWords(
    locale="en_GB",
    lines=Words(shipping="Shipping", adjustment="Adjustment", refund="Partial refund"),
    invoice="Invoice",
    credit_note="Credit note",
    corrects="Credit note for invoice {number}",
    invoice_number="Invoice number",
    credit_note_number="Credit note number",
    issued_on="Issued on",
    supplied_on="Date of supply",
    order="Order",
    payment="Payment",
    bill_to="Billed to",
    vat_id="VAT ID",
    description="Description",
    quantity="Quantity",
    unit_price="Unit price",
    tax="VAT",
    net="Net",
    gross="Gross",
    taxed_at="VAT {rate}",
    total="Total",
    credited="Total credited",
    prices_with_tax="Unit prices include VAT.",
    prices_without_tax="Unit prices are without VAT.",
    price_without_tax="price without VAT",
    reverse_charge="Reverse charge: the recipient of the supply is liable for the VAT.",
    test_money="Test money: nothing was paid. This is not a real invoice.",
    page="Page {page} of {pages}",
    methods={
        "manual": "Paid to the seller",
        "test": "Test payment",
        "stripe": "Paid online",
        "airwallex": "Paid online",
    },
)
GERMAN = InvoiceWords(
    locale="de",
    lines=Words(shipping="Versand", adjustment="Anpassung", refund="Teilerstattung"),
    invoice="Rechnung",
    credit_note="Rechnungskorrektur",
    corrects="Korrektur der Rechnung {number}",
    invoice_number="Rechnungsnummer",
    credit_note_number="Korrekturnummer",
    issued_on="Ausgestellt am",
    supplied_on="Leistungsdatum",
    order="Bestellung",
    payment="Zahlung",
    bill_to="Rechnung an",
    vat_id="USt-IdNr.",
    description="Bezeichnung",
    quantity="Menge",
    unit_price="Einzelpreis",
    tax="USt.",
    net="Netto",
    gross="Brutto",
    taxed_at="USt. {rate}",
    total="Gesamtbetrag",
    credited="Erstattet",
    prices_with_tax="Einzelpreise enthalten die Umsatzsteuer.",
    prices_without_tax="Einzelpreise verstehen sich ohne Umsatzsteuer.",
    price_without_tax="Preis ohne USt.",
    reverse_charge="Steuerschuldnerschaft des Leistungsempfängers.",
    test_money="Testgeld: Es wurde nichts bezahlt. Dies ist keine echte Rechnung.",
    page="Seite {page} von {pages}",
    methods={
        "manual": "Beim Verkäufer bezahlt",
        "test": "Testzahlung",
        "stripe": "Online bezahlt",
        "airwallex": "Online bezahlt",
    },
)
SPANISH = InvoiceWords(
    locale="es",
    lines=Words(shipping="Envío", adjustment="Ajuste", refund="Reembolso parcial"),
    invoice="Factura",
    credit_note="Factura rectificativa",
    corrects="Rectifica la factura {number}",
    invoice_number="Número de factura",
    credit_note_number="Número de rectificativa",
    issued_on="Fecha de emisión",
    supplied_on="Fecha de operación",
    order="Pedido",
    payment="Pago",
    bill_to="Facturar a",
    vat_id="NIF/IVA",
    description="Descripción",
    quantity="Cantidad",
    unit_price="Precio unitario",
    tax="IVA",
    net="Base imponible",
    gross="Importe",
    taxed_at="IVA {rate}",
    total="Total",
    credited="Total reembolsado",
    prices_with_tax="Los precios unitarios incluyen el IVA.",
    prices_without_tax="Los precios unitarios no incluyen el IVA.",
    price_without_tax="precio sin IVA",
    reverse_charge="Inversión del sujeto pasivo.",
    test_money="Dinero de prueba: no se ha pagado nada. Esta no es una factura real.",
    page="Página {page} de {pages}",
    methods={
        "manual": "Pagado al vendedor",
        "test": "Pago de prueba",
        "stripe": "Pagado en línea",
        "airwallex": "Pagado en línea",
    },
)
FRENCH = InvoiceWords(
    locale="fr",
    lines=Words(shipping="Livraison", adjustment="Ajustement", refund="Remboursement partiel"),
    invoice="Facture",
    credit_note="Avoir",
    corrects="Avoir sur la facture {number}",
    invoice_number="Numéro de facture",
    credit_note_number="Numéro d’avoir",
    issued_on="Date d’émission",
    supplied_on="Date de la prestation",
    order="Commande",
    payment="Paiement",
    bill_to="Facturé à",
    vat_id="N° TVA",
    description="Désignation",
    quantity="Quantité",
    unit_price="Prix unitaire",
    tax="TVA",
    net="HT",
    gross="TTC",
    taxed_at="TVA {rate}",
    total="Total TTC",
    credited="Total remboursé",
    prices_with_tax="Prix unitaires TTC.",
    prices_without_tax="Prix unitaires HT.",
    price_without_tax="prix HT",
    reverse_charge="Autoliquidation de la TVA par le preneur.",
    test_money="Argent fictif : rien n’a été payé. Ceci n’est pas une véritable facture.",
    page="Page {page} sur {pages}",
    methods={
        "manual": "Payé au vendeur",
        "test": "Paiement fictif",
        "stripe": "Payé en ligne",
        "airwallex": "Payé en ligne",
    },
)
_LANGUAGES = {"en": ENGLISH, "de": GERMAN, "es": SPANISH, "fr": FRENCH}


def words_in(language: str) -> InvoiceWords:
    """The words of a language, English where it is not one of the four."""
    return _LANGUAGES.get(language[:2], ENGLISH)
